/** What a receiver answers, as far as anybody needs it: its own number for what it took, and the beginning of its words. */
import type { IncomingMessage } from "node:http";

const mostBytes = 8_192;
const excerptLength = 1_000;
/** Seconds for which the words of an answer are waited for, once its status has come. */
const patience = 10;

/** Reads at most 8 KiB, and for at most ten seconds; what does not come is not missed. */
export async function readAnswer(answer: IncomingMessage): Promise<{ receipt: string | null; excerpt: string }> {
  const text = await beginning(answer);
  return { receipt: receiptIn(text), excerpt: text.replace(/[^\P{C}\n]/gu, "").slice(0, excerptLength) };
}

function beginning(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = () => {
      clearTimeout(timer);
      answer.destroy();
      resolve(Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8"));
    };
    const timer = setTimeout(finish, patience * 1_000);
    answer.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if ((length += chunk.length) >= mostBytes) finish();
    });
    answer.once("end", finish);
    answer.once("close", finish);
    // Its status has come: a connection that breaks in the words changes nothing.
    answer.on("error", finish);
  });
}

/** `{ "receipt": "…" }`: up to 100 printable characters. */
function receiptIn(text: string): string | null {
  try {
    const { receipt } = JSON.parse(text) as { receipt?: unknown };
    return typeof receipt === "string" && /^[\x20-\x7e]{1,100}$/.test(receipt) ? receipt : null;
  } catch {
    // Not JSON: the receiver gives no number.
    return null;
  }
}

/** `Retry-After` in seconds (RFC 9110 10.2.3); null where it says nothing that can be understood. */
export function waitOf(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1_000));
}
