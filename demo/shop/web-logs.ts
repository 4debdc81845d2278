/**
 * What the shop's web server wrote down in the last days: pages in the combined format, calls of its interface as one JSON
 * object a line; a file a day, the last ones packed, and one that is still written to. Always the same for the same moment.
 */
import { existsSync } from "node:fs";
import { mkdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Faker } from "@faker-js/faker";
import { chance, ip } from "./chance";
import { shopPeople } from "./people";

const day = 86_400_000;
const days = 10;

/** Fills `folder`, whole or not at all; does nothing where it stands already. */
export async function writeWebLogs(folder: string, now: Date): Promise<void> {
  if (existsSync(folder)) return;
  const half = `${folder}.half`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  const { en: luck } = chance();
  const today = Math.floor(now.getTime() / day) * day;
  for (let ago = days; ago >= 0; ago--) {
    const from = today - ago * day;
    const until = Math.min(from + day, now.getTime());
    const hits = hitsOf(luck, from, until);
    await put(half, { name: "access", end: "log", ago, until, lines: hits.map(combined) });
    await put(half, { name: "api", end: "ndjson", ago, until, lines: hits.filter(({ api }) => api).map(json) });
  }
  await rename(half, folder);
}

type Hit = { at: Date; user: string; address: string; path: string; status: number; bytes: number; api: boolean };

const paths = ["/", "/cart?step=2", "/account/orders", "/search?q=microphone+stand", "/downloads/licences"];

/** The visits of one day in the order of their times. */
function hitsOf(luck: Faker, from: number, until: number): Hit[] {
  const users = shopPeople.flatMap(({ accountId }) => (accountId ? [accountId, accountId] : []));
  const hits = [...users, "-", "-", "-"].map((user, at): Hit => {
    const moment = new Date(luck.number.int({ min: from, max: until - 1 }));
    const path = luck.helpers.arrayElement(paths);
    const bytes = luck.number.int({ min: 500, max: 90_000 });
    return { at: moment, user, address: ip(luck), path, status: 200, bytes, api: at % 2 === 0 };
  });
  // Somebody typed Ana's number and was turned away: the line is nobody's.
  const typed: Hit = {
    ...(hits[0] as Hit),
    user: "KW-100001",
    address: "198.51.100.23",
    path: "/sign-in",
    status: 401,
  };
  return [...hits, { ...typed, api: false }].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function combined({ at, user, address, path, status, bytes }: Hit): string {
  const [, year, month, date, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(at.toISOString()) ?? [];
  const when = `${date}/${months[Number(month) - 1]}/${year}:${time} +0000`;
  return `${address} - ${user} [${when}] "GET ${path} HTTP/1.1" ${status} ${bytes} "https://www.klangwerk.example/?from=mail" "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0"`;
}

const json = ({ at, user, address, path, status }: Hit): string =>
  JSON.stringify({
    time: at.toISOString(),
    request: { remote_ip: address, method: "GET", uri: `/api${path}`, user_agent: "Klangwerk/7.2" },
    user: user === "-" ? null : user,
    status,
  });

type Day = { name: string; end: string; ago: number; until: number; lines: readonly string[] };

/** Today's file is still written to; those of the first days are packed; each was last touched when its day ended. */
async function put(folder: string, { name, end, ago, until, lines }: Day): Promise<void> {
  const date = new Date(until - 1).toISOString().slice(0, 10);
  const packed = ago >= days - 1;
  const path = join(folder, ago === 0 ? `${name}.${end}` : `${name}-${date}.${end}${packed ? ".gz" : ""}`);
  const text = lines.map((line) => `${line}\n`).join("");
  await writeFile(path, packed ? gzipSync(text) : text, { mode: 0o600 });
  await utimes(path, new Date(until), new Date(until));
}
