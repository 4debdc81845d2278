import { cache } from "react";
import { optionalActor } from "./actor";
import { draftOf, isOf } from "./draft";
import { calm, type FormState } from "./form-state";
import { here } from "./here";
import type { Action } from "./secure-action";
import { sentenceOf } from "./sentence";

/** Asked once for all forms of a page. */
const waiting = cache(async () => {
  const who = await optionalActor();
  return who && draftOf(who);
});

/** How the form of an action begins: calm, or with what the person had typed into it when their session had run out. */
export async function leftIn(action: Action): Promise<FormState> {
  if (action.line === undefined) return calm;
  const draft = await waiting();
  if (!isOf(draft, { line: action.line, path: await here() })) return calm;
  return { problems: [{ field: null, sentence: sentenceOf("shell.problems.signed-in-again") }], values: draft.values };
}
