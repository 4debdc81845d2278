import { getTranslations } from "next-intl/server";
import type { DeskRequest } from "../../../../../../lib/queries/desk/request";
import type { LetterAhead } from "../../../../../../lib/steps/decide/letter-ahead";
import type { Typed, TypedKind } from "../../../../../../lib/steps/decide/typed-letter";
import { StepForm } from "../../../../_parts/step-form";
import { answerByHandAction } from "../../answer-by-hand/action";
import { decideAgainAction } from "../../decide-again/action";
import { exceptionsAction } from "../../exceptions/action";
import { extendAction } from "../../extend/action";
import { feeAction } from "../../fee/action";
import { identityAction } from "../../identity/action";
import { identityQueryAction } from "../../identity-query/action";
import { liftAction } from "../../lift/action";
import { refuseAction } from "../../refuse/action";
import { weighAction } from "../../weigh/action";

type Action = typeof refuseAction;
type Step = {
  /** The page whose form it was typed into. */
  page: string;
  action: Action;
  values: Record<string, string>;
};

const steps: { [K in TypedKind]: (typed: Typed[K], shown: string) => Step } = {
  refusal: (typed, shown) => ({ page: "refuse", action: refuseAction, values: { ...typed, worded: shown } }),
  extension: (typed) => ({ page: "extend", action: extendAction, values: { ...typed } }),
  fee: ({ cents, facts }) => ({
    page: "fee",
    action: feeAction,
    values: { amount: (cents / 100).toFixed(2), facts },
  }),
  answer: (typed) => ({ page: "answer-by-hand", action: answerByHandAction, values: { ...typed } }),
  "identity-query": (typed) => ({ page: "identity-query", action: identityQueryAction, values: { ...typed } }),
  "not-identified": ({ reason, item }) => ({
    page: "identity",
    action: identityAction,
    values: { decision: "not-identified", account: "", email: "", reason, item },
  }),
  weighing: (typed) => ({ page: "weigh", action: weighAction, values: { ...typed } }),
  lifting: (typed) => ({ page: "lift", action: liftAction, values: { ...typed } }),
  restriction: ({ decisions }) => ({
    page: "exceptions",
    action: exceptionsAction,
    values: Object.fromEntries(
      decisions.flatMap(({ use, ground, reason }) => [
        [`choice-${use}`, ground ?? "stops"],
        [`reason-${use}`, reason],
      ]),
    ),
  }),
  intervention: ({ result, reasons }) => ({
    page: "decide-again",
    action: decideAgainAction,
    values: { decision: result === null ? "stands" : `changed:${result}`, reasons },
  }),
};

/** What is decided by these is carried out first; the letter follows by itself. */
const deciding: readonly string[] = ["weighing", "restriction", "intervention"];

/** Sends what was looked at: the very step whose form it was typed into, with what was typed. */
export async function Send({ request: { reference }, ahead }: { request: DeskRequest; ahead: LetterAhead }) {
  const t = await getTranslations("desk.letter-ahead");
  const what = deciding.includes(ahead.kind) ? "decide" : "send";
  const step = steps[ahead.kind as TypedKind] as (typed: Typed[TypedKind], shown: string) => Step;
  const { page, action, values } = step(ahead.typed as Typed[TypedKind], ahead.shown);
  return (
    <StepForm
      action={action}
      values={{ reference, ...values }}
      button={t(what)}
      back={{ href: `/desk/requests/${reference}/${page}`, label: t("form") }}
    >
      {null}
    </StepForm>
  );
}
