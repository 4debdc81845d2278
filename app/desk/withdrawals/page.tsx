import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireRole } from "../../../lib/sign-in/actor";
import { declarations, type Declaration } from "../../../lib/steps/ask/contract-withdrawal";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Facts } from "../../_components/facts";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { dates } from "../_parts/dates";
import { Quoted } from "../_parts/sealed-file";
import { settleWithdrawalAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.withdrawals"))("title") };
}

/** §§ 355 ff. BGB: contracts cancelled here by mistake or not. They count from their receipt, so the shop must have them. */
export default async function WithdrawalsPage() {
  const all = await declarations(await requireRole("reviewer", "dpo"));
  const t = await getTranslations("desk.withdrawals");
  const open = all.filter(({ settledAt }) => settledAt === null);
  const settled = all.filter(({ settledAt }) => settledAt !== null);
  return (
    <Page area="desk" current="/desk">
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead", { count: open.length })}</p>
      {all.length === 0 && <p>{t("empty")}</p>}
      {open.map((one, index) => (
        <Declared key={one.id} declaration={one} first={index === 0} />
      ))}
      {settled.length > 0 && (
        <details>
          <summary>{t("settled", { count: settled.length })}</summary>
          {settled.toReversed().map((one) => (
            <Declared key={one.id} declaration={one} first={false} />
          ))}
        </details>
      )}
    </Page>
  );
}

/** One declaration with its times, and the press that says that the shop has it. Only the first one's is filled. */
async function Declared({ declaration, first }: { declaration: Declaration; first: boolean }) {
  const [t, shell] = [await getTranslations("desk.withdrawals"), await getTranslations("shell")];
  const { moment } = await dates();
  const { id, receivedAt, forwardedAt, cameBack, settledAt, words, order, name, email } = declaration;
  const title = order.trim() ? t("of", { order: order.trim() }) : t("of-none");
  return (
    <section aria-labelledby={`declared-${id}`} className="mb-10">
      <h2 id={`declared-${id}`}>{title}</h2>
      <Facts
        lines={[
          [t("received"), moment(receivedAt)],
          [t("passed-on"), forwardedAt ? moment(forwardedAt) : t(cameBack ? "came-back" : "not-passed-on")],
          settledAt ? [t("settled-at"), moment(settledAt)] : null,
          [t("person"), [name, email].filter(Boolean).join(", ") || "–"],
        ]}
      />
      <Quoted text={words} />
      {settledAt === null && (
        <ActionForm action={settleWithdrawalAction} label={t("one", { when: moment(receivedAt), title })}>
          <ErrorSummary title={shell("problems.title")} />
          <Hidden values={{ withdrawal: id }} />
          <Actions>
            <Button look={first ? "act" : "quiet"}>{t("button")}</Button>
          </Actions>
        </ActionForm>
      )}
    </section>
  );
}
