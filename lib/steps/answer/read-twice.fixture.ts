/** One answer as the person reads it twice: on the page of the request, and in the letter. */
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { Told } from "../../gdpr/answer-line";
import { renderText } from "../../letters/render";
import { myLetter, type LetterView } from "../../queries/my/letter";
import { myRequest, type RequestView } from "../../queries/my/request";

type Page = RequestView & { outcome: Told };

/** The kinds that a letter names in the list or table under a heading, each once. */
export function told({ blocks }: LetterView, heading: string): string[] {
  const at = blocks.findIndex((block) => "heading" in block && block.heading === heading);
  const block = blocks.slice(at + 1).find((one) => "list" in one || "table" in one);
  if (at < 0 || !block) throw new Error(`nothing stands under ${heading}`);
  const lines = "list" in block ? block.list : "table" in block ? block.table.rows.map(([what = ""]) => what) : [];
  return [...new Set(lines.map((line) => line.replace(/(: | \().*$/, "")))];
}

/** The page with its outcome, and the last letter of a kind, also as text. */
export async function readTwice(who: Actor, reference: string, kind: string) {
  const page = await myRequest(who, reference);
  if (!page?.outcome) throw new Error("the page tells no outcome");
  const { id } = await db().letter.findFirstOrThrow({
    where: { request: reference, kind },
    orderBy: { madeAt: "desc" },
  });
  const letter = await myLetter(who, reference, id);
  if (!letter) throw new Error("the letter cannot be read");
  return { page: page as Page, letter, text: renderText(letter) };
}
