/** What is wrong with a folder of logs, as sentences: counts and file names, never a line. */
import { access, constants } from "node:fs/promises";
import { microseconds } from "../../gdpr/instant";
import { cutoff, type Reckoning } from "../../gdpr/period";
import { scan, type OpenLog } from "./log";

type Seen = { bad: number; overdue: boolean; twin: boolean; live: boolean; foreign: boolean };

/** Reads every line once. `now` is the portal's instant. */
export async function probedLog(open: OpenLog, source: string, now: string, reckoning: Reckoning): Promise<string[]> {
  const before = Number(microseconds(cutoff(open.full.rule, now, reckoning)));
  const files = new Map<string, Seen>();
  for await (const lines of scan(open))
    for (const { file, line } of lines) {
      const { live, twin, stats } = file;
      const own = process.getuid === undefined || [0, stats.uid].includes(process.getuid());
      const seen = files.get(file.name) ?? { bad: 0, overdue: false, twin, live, foreign: !own };
      files.set(file.name, seen);
      if (line === null) seen.bad += 1;
      if (line && live && line.at < before) seen.overdue = true;
    }
  const what = (name: string) => `The file ${name} of the source ${source}`;
  return [
    ...(await folderSentences(open, source)),
    ...[...files].flatMap(([name, { bad, overdue, twin, live, foreign }]) => [
      ...(bad > 0
        ? [
            `${what(name)} has ${bad} ${bad === 1 ? "line" : "lines"} that cannot be read as ${open.log.format}: they are neither searched nor shortened.`,
          ]
        : []),
      ...(overdue
        ? [`${what(name)} holds lines whose time has come and is still written to: let it be rotated at least daily.`]
        : []),
      ...(twin && !live
        ? [`${what(name)} stands beside a packed copy of itself: it is not rewritten until one of the two is gone.`]
        : []),
      ...(foreign && !live
        ? [`${what(name)} belongs to another account of the machine: only that account, or root, can rewrite it.`]
        : []),
    ]),
  ];
}

async function folderSentences({ folder }: OpenLog, source: string): Promise<string[]> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return [];
  } catch {
    return [`The folder of the source ${source} cannot be written to: nothing in it can be shortened or erased.`];
  }
}
