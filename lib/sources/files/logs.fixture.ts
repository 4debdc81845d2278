/** A folder of rotated logs for tests: a live file, a plain one and a packed one. */
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { modelPolicy } from "../../policy/broken.fixture";
import { loadPolicy } from "../../policy/load";
import { policySchema, type FilesSource } from "../../policy/schema";
import { filesSource } from "../files";
import type { Cutoffs, Person, Source } from "../source";

export const policy = loadPolicy(modelPolicy);

/** The portal's instant in these tests, and the cut-off of the rule of 7 × 24 h at it. */
export const now = "2026-11-23T12:00:00Z";
export const cutoffs: Cutoffs = { "server-log/full-address": "2026-11-16T12:00:00.000001Z" };

export const kim: Person = { account: "KW-1", addresses: [], names: [], postcodes: [] };

const shape = {
  files: "access.log*",
  live: "access.log",
  category: "server-log",
  afterwards: { category: "server-log-truncated" },
};
const json = {
  ...shape,
  format: "ndjson",
  at: "time",
  account: "user",
  addresses: ["ip"],
  urls: ["path", "referrer"],
  drop: ["browser"],
};
const plain = {
  ...shape,
  format: "combined",
  at: "at",
  account: "user",
  addresses: ["address"],
  urls: ["path", "referrer"],
  drop: ["browser"],
};

/** A source of one log in one of the two formats, with keys of the mapping changed. */
export function mapping(format: "ndjson" | "combined", change: Record<string, unknown> = {}): FilesSource {
  const log = { ...(format === "ndjson" ? json : plain), ...change };
  const label = { en: "Log", de: "Protokoll" };
  const parsed = policySchema.shape.sources.parse({
    web: { kind: "files", label, folder: "WEB_LOG", logs: { access: log } },
  });
  return parsed.web as FilesSource;
}

export type Folder = {
  path: string;
  source(format?: "ndjson" | "combined", change?: Record<string, unknown>): Source;
  /** Writes a file, packed if its name says so, last touched hours before. */
  put(name: string, lines: readonly string[] | string, hoursAgo?: number): Promise<void>;
  /** The text of a file, unpacked. */
  text(name: string): Promise<string>;
  lines(name: string): Promise<string[]>;
  names(): Promise<string[]>;
  remove(): Promise<void>;
};

export async function openFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "rightful-log-"));
  const text = async (name: string) => {
    const bytes = await readFile(join(path, name));
    return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  };
  return {
    path,
    source: (format = "ndjson", change = {}) =>
      filesSource("web", mapping(format, change), { folder: path, policy, now: async () => now }),
    async put(name, lines, hoursAgo = 2) {
      const bytes = Buffer.from(typeof lines === "string" ? lines : lines.map((line) => `${line}\n`).join(""));
      await writeFile(join(path, name), name.endsWith(".gz") ? gzipSync(bytes) : bytes);
      const touched = new Date(Date.now() - hoursAgo * 3_600_000);
      await utimes(join(path, name), touched, touched);
    },
    text,
    lines: async (name) => (await text(name)).split("\n").slice(0, -1),
    names: async () => (await readdir(path)).toSorted(),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** One request as a line of JSON. */
export const line = (time: string, user: string | null, ip: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    time,
    user,
    ip,
    method: "GET",
    path: "/cart?step=2",
    referrer: "https://shop.example/?q=mic",
    browser: "Firefox",
    ...more,
  });

export const digestOf = (texts: readonly string[]): string =>
  createHash("sha256").update(texts.join("\n")).digest("hex");

export async function all<Value>(stream: AsyncIterable<Value> | undefined): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream ?? []) values.push(value);
  return values;
}
