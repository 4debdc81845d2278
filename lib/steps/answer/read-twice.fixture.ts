/** One answer as the person reads it twice: on the page of the request, and in the letter. */
import type { Actor } from "../../actor";
import { db } from "../../db";
import { renderText } from "../../letters/render";
import { myLetter } from "../../queries/my/letter";
import { myRequest, type RequestView } from "../../queries/my/request";
import type { Told } from "../../queries/my/outcome";

type Page = RequestView & { outcome: Told };

/** The page with its outcome, and the last letter of a kind: as text, and its lists and tables by their headings. */
export async function readTwice(who: Actor, reference: string, kind: string) {
  const page = await myRequest(who, reference);
  if (!page?.outcome) throw new Error("the page tells no outcome");
  const { id } = await db().letter.findFirstOrThrow({ where: { request: reference, kind }, orderBy: { madeAt: "desc" } });
  const letter = await myLetter(who, reference, id);
  if (!letter) throw new Error("the letter cannot be read");
  return { page: page as Page, letter, text: renderText(letter) };
}
