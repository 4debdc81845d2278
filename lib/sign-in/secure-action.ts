/**
 * The one wrapper of every Server Action. An action is a public address: whoever knows its id can call it, from
 * anywhere, with anything. In this order: where the call comes from, what was sent, who sends it, then the step.
 */
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import type * as z from "zod";
import type { Actor } from "../actor";
import { env } from "../env";
import { optionalActor, requireActor } from "./actor";
import { actions, passes, type ActionId } from "./authorisation";
import { begin, callHeader } from "./begun";
import { cookieName, lastToken } from "./cookies";
import { dropDraft, keepDraft } from "./draft";
import { readForm, typed, type FieldProblem } from "./form-input";
import type { FormState } from "./form-state";
import { here } from "./here";
import { openedByAnother, openedByField } from "./opened-by";
import { originProblem } from "./origin";
import { sentenceOf } from "./sentence";

type OpenId = { [Id in ActionId]: (typeof actions)[Id]["access"] extends "everyone" ? Id : never }[ActionId];
type ClosedId = Exclude<ActionId, OpenId>;
/** `line`: its line in the table, where what is typed into its form is kept when a session has run out. */
export type Action = ((state: FormState, form: FormData) => Promise<FormState>) & { line?: ActionId };
/**
 * What a step's wrapper may answer: nothing (the page is shown anew), what the person should read and where, or something
 * that is shown this one time.
 */
export type Answer = void | FieldProblem | FieldProblem[] | { once: string };

/** A sentence by its key in `messages`, at a field or at the top: `problem("desk.approve.plan-changed")`. */
export const problem = (key: string, field: string | null = null): FieldProblem => ({ field, key });

/**
 * Makes an action for people who are signed in and whose role stands in the action's line of the authorisation table.
 * `schema` is read strictly; a function where the policy names the fields. `act` may `redirect`; what it returns is
 * shown at the form.
 */
export function secureAction<Shape extends z.ZodRawShape>(
  id: ClosedId,
  schema: z.ZodObject<Shape> | (() => z.ZodObject<Shape>),
  act: (who: Actor, input: z.output<z.ZodObject<Shape>>) => Promise<Answer>,
): Action {
  const action: Action = async (...sent) => {
    const refused = await refuseForeign();
    if (refused) return refused;
    const form = formOf(sent);
    const who = await optionalActor();
    if (!who) return signedOut(id, form);
    if (!passes(actions[id].access, who.roles)) notFound();
    if (openedByAnother(form, who))
      return { ...told(form, problem("shell.problems.opened-by-another")), mend: "/sign-in" };
    const input = readForm(typeof schema === "function" ? schema() : schema, form);
    if (!input.ok) return told(form, input.problems);
    await dropDraft(who, { line: id, path: await here() });
    return told(form, await act(who, input.value));
  };
  return Object.assign(action, { line: id });
}

/**
 * Nobody is signed in any more. What was typed waits for the next sign-in. Where somebody signed out, or nobody can tell whose words
 * they are, it stays in the page of a browser that runs scripts, and nothing of it is kept; only without a script must it wait here.
 */
async function signedOut(line: ActionId, form: FormData): Promise<FormState> {
  const jar = await cookies();
  const hasScript = (await headers()).has("next-action");
  const token = hasScript ? jar.get(cookieName("session"))?.value : lastToken((name) => jar.get(name)?.value);
  const draft = { line, path: await here(), values: typed(form) };
  const isKept = token != null && (await keepDraft(token, draft, form.get(openedByField)));
  if (!isKept && hasScript) return { ...told(form, problem("shell.problems.signed-out")), mend: "/sign-in" };
  await requireActor();
  throw new Error("somebody signed in while they were refused");
}

/** Makes an action for everyone: sign-in, language, look-up by receipt code. `who` is null for a stranger. */
export function openAction<Shape extends z.ZodRawShape>(
  id: OpenId,
  schema: z.ZodObject<Shape>,
  act: (who: Actor | null, input: z.output<z.ZodObject<Shape>>) => Promise<Answer>,
): Action {
  if (actions[id].access !== "everyone") throw new Error(`${String(id)} is not open to everyone`);
  return async (...sent) => {
    const refused = await refuseForeign();
    if (refused) return refused;
    const form = formOf(sent);
    const input = readForm(schema, form);
    return told(form, input.ok ? await act(await optionalActor(), input.value) : input.problems);
  };
}

/** Whoever calls an action by its id chooses its arguments: without a form among them there is nothing to read. */
const formOf = (sent: readonly unknown[]): FormData =>
  sent.find((one): one is FormData => one instanceof FormData) ?? new FormData();

async function refuseForeign(): Promise<FormState | null> {
  const sent = await headers();
  begin(sent.get(callHeader));
  if (!originProblem(sent, env().APP_URL)) return null;
  return { problems: [{ field: null, sentence: sentenceOf("shell.problems.origin") }], values: {} };
}

function told(form: FormData, answer: Answer): FormState {
  if (answer !== undefined && "once" in answer) return { problems: [], values: {}, once: answer.once };
  const found = answer === undefined ? [] : Array.isArray(answer) ? answer : [answer];
  if (found.length === 0) return { problems: [], values: {} };
  return {
    problems: found.map(({ field, key, values }) => ({ field, sentence: sentenceOf(key, values) })),
    values: typed(form),
  };
}
