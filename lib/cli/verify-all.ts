import type { Verifier } from "../log/note";
import { verifyLog, type VerifiedLog } from "../steps/log/verify-log";
import { keysIn, textIn } from "./keys-in";
import { onData } from "./on-data";
import { print } from "./print";

type Given = { key: string | undefined; checkpoint: string | undefined; json: boolean | undefined };

/** Derives everything anew. Keys are those of the file that was given, one a line; else this machine's own. */
export async function verifyAll({ key, checkpoint, json }: Given): Promise<number> {
  const [given, note] = await Promise.all([key && keysIn(key), checkpoint && textIn(checkpoint)]);
  return onData(async () => {
    const keys = given || (await ownKeys());
    const progress = (events: number) => void (process.stderr.isTTY && process.stderr.write(`\r${events} events`));
    const verified = await verifyLog({ keys, ...(note ? { checkpoint: note } : {}), progress });
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    print(json, verified, inWords(verified, keys));
    return verified.ok ? 0 : 1;
  });
}

async function ownKeys(): Promise<Verifier[]> {
  if (!process.env.LOG_KEY) return [];
  const { trustedKeys } = await import("../steps/log/keys");
  return trustedKeys();
}

function inWords(verified: VerifiedLog, keys: readonly Verifier[]): string[] {
  const { ok, findings, more, requests, events, entries, checkpoints } = verified;
  return [
    `${requests} requests, ${events} events, ${entries} entries of the log, ${checkpoints} checkpoints.`,
    ok ? "Everything fits together." : `${findings.length + more} contradiction(s):`,
    ...findings.map(({ where, line, code }) => `  ${where}${line > 0 ? `:${line}` : ""}  ${code}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(keys.length === 0
      ? ["Signatures were not looked at: no key was given (--key) and none is set (LOG_KEY)."]
      : []),
  ];
}
