/** Log files keep the contract of a source, in both formats. */
import { cutoffs, digestOf, kim, line, openFolder, type Folder } from "./files/logs.fixture";
import type { Person } from "./source";
import { sourceContract, type Stage } from "./source.contract";

const stranger: Person = {
  account: "KW-99",
  addresses: [{ email: "nobody@mail.example", proved: true, held: null }],
  names: [],
  postcodes: [],
};

const combined = (time: string, user: string, address: string, status = 200): string =>
  `${address} - ${user} [${time}] "GET /cart?step=2 HTTP/1.1" ${status} 512 "https://shop.example/?q=mic" "Firefox"`;

const files = ["access.log", "access.log.1", "access.log.2.gz"];

/** Nothing may become of these but what is expected of the person's own lines. */
async function stage(folder: Folder, format: "ndjson" | "combined", isOurs: (text: string) => boolean): Promise<Stage> {
  const source = folder.source(format);
  return {
    source,
    person: kim,
    stranger,
    cutoffs,
    async digestOfOther() {
      const texts = await Promise.all(files.map(folder.lines));
      return digestOf(texts.flat().filter((text) => !isOurs(text)));
    },
    provided: {},
    pauses: false,
    cannot: ["rectify", "pause"],
    corrections: { category: "server-log", values: [] },
    unfit: { stored: {}, allowed: {} },
    changeMeanwhile: async () => undefined,
    async close() {
      await source.close();
      await folder.remove();
    },
  };
}

sourceContract("files, ndjson", async () => {
  const folder = await openFolder();
  await folder.put(
    "access.log.2.gz",
    [
      line("2026-11-14T10:00:00Z", "KW-1", "203.0.113.7"),
      line("2026-11-14T10:00:01Z", "KW-2", "203.0.113.7"),
      line("2026-11-14T10:00:01Z", null, "203.0.113.7", { path: "/KW-1" }),
    ],
    48,
  );
  await folder.put(
    "access.log.1",
    [
      line("2026-11-22T10:00:00.123456789+01:00", "KW-1", "2001:db8:1:2::7"),
      line("2026-11-22T10:00:00Z", "KW-1", "203.0.113.7"),
      line("2026-11-22T10:00:00Z", "KW-1", "203.0.113.7"),
      line("2026-11-22T10:00:02Z", "KW-11", "203.0.113.7", { id: "KW-1" }),
    ],
    24,
  );
  await folder.put("access.log", [line("2026-11-23T10:00:00Z", "KW-2", "203.0.113.9")]);
  return stage(folder, "ndjson", (text) => text.includes('"user":"KW-1"'));
});

sourceContract("files, combined", async () => {
  const folder = await openFolder();
  await folder.put(
    "access.log.2.gz",
    [
      combined("14/Nov/2026:10:00:00 +0100", "KW-1", "203.0.113.7"),
      combined("14/Nov/2026:10:00:01 +0100", "KW-2", "203.0.113.7"),
      combined("14/Nov/2026:10:00:02 +0100", "-", "203.0.113.7"),
    ],
    48,
  );
  await folder.put(
    "access.log.1",
    [
      combined("22/Nov/2026:10:00:00 +0100", "KW-1", "2001:db8::7"),
      // Whoever typed this name was turned away: the line is not the account's.
      combined("22/Nov/2026:10:00:05 +0100", "KW-1", "198.51.100.4", 401),
      combined("22/Nov/2026:10:00:06 +0100", "KW-11", "198.51.100.4"),
    ],
    24,
  );
  await folder.put("access.log", [combined("23/Nov/2026:10:00:00 +0100", "KW-2", "203.0.113.7")]);
  return stage(folder, "combined", (text) => text.includes(" KW-1 ") && !text.includes('" 401 '));
});
