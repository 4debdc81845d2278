/**
 * The one wrapper of every Server Action. An action is a public address: whoever knows its id can call it, from
 * anywhere, with anything. In this order: where the call comes from, what was sent, who sends it, then the step.
 */
import { getTranslations } from "next-intl/server";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type * as z from "zod";
import type { Actor } from "../actor";
import { env } from "../env";
import { optionalActor, requireActor } from "./actor";
import { actions, passes, type ActionId } from "./authorisation";
import { begin, callHeader } from "./begun";
import { readForm, typed, type FieldProblem } from "./form-input";
import type { FormState } from "./form-state";
import { originProblem } from "./origin";

type OpenId = { [Id in ActionId]: (typeof actions)[Id]["access"] extends "everyone" ? Id : never }[ActionId];
type ClosedId = Exclude<ActionId, OpenId>;
export type Action = (state: FormState, form: FormData) => Promise<FormState>;
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
  return async (...sent) => {
    const refused = await refuseForeign();
    if (refused) return refused;
    const form = formOf(sent);
    const who = await requireActor();
    if (!passes(actions[id].access, who.roles)) notFound();
    const input = readForm(typeof schema === "function" ? schema() : schema, form);
    return told(form, input.ok ? await act(who, input.value) : input.problems);
  };
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
  const t = await getTranslations();
  return { problems: [{ field: null, sentence: t("shell.problems.origin") }], values: {} };
}

async function told(form: FormData, answer: Answer): Promise<FormState> {
  if (answer !== undefined && "once" in answer) return { problems: [], values: {}, once: answer.once };
  const found = answer === undefined ? [] : Array.isArray(answer) ? answer : [answer];
  if (found.length === 0) return { problems: [], values: {} };
  const t = await getTranslations();
  return {
    problems: found.map(({ field, key, values }) => ({ field, sentence: t(key, values) })),
    values: typed(form),
  };
}
