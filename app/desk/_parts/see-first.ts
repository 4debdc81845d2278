import { redirect } from "next/navigation";
import type { Actor } from "../../../lib/actor";
import { problem, type Answer } from "../../../lib/sign-in/secure-action";
import { keepTyped, type Kept, type TypedKind } from "../../../lib/steps/decide/typed-letter";
import { notFoundOr } from "./refused";

/** Keeps what was typed for a letter and shows the letter; nothing is decided and nothing goes out. */
export async function seeFirst<K extends TypedKind>(who: Actor, reference: string, kept: Kept<K>): Promise<Answer> {
  const done = await keepTyped(who, reference, kept);
  if (!done.ok) return problem(`desk.letter-ahead.problems.${notFoundOr(done.reason)}`);
  redirect(`/desk/requests/${reference}/letter-ahead/${kept.kind}`);
}
