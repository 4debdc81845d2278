import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { Rule } from "../../../lib/gdpr/rule";
import { deskPolicy, type PolicyPage } from "../../../lib/queries/desk/policy";
import { citedIn } from "../../../lib/queries/desk/words";
import { requireRole } from "../../../lib/sign-in/actor";
import { Facts } from "../../_components/facts";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.policy"))("title") };
}

/** The policy that decides every plan: edition, categories with their rules in words, sources, what review asks for. */
export default async function PolicyView() {
  const policy = deskPolicy(await requireRole("reviewer", "dpo"));
  if (!policy) notFound();
  const [t, law] = [await getTranslations("desk.policy"), await getTranslations("law")];
  const locale = (await getLocale()) as "en" | "de";
  const named = (words: string[]) =>
    words.length === 0
      ? t("nothing")
      : words.map((word) => (t.has(`asks.${word}`) ? t(`asks.${word}`) : law(`rights.${word}`))).join(", ");
  return (
    <Page area="desk" current="/desk/policy">
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead", { edition: policy.edition, controller: policy.controller })}</p>
      <Facts
        lines={[
          [t("second"), named(policy.review.secondApprover)],
          [t("opinion"), named(policy.review.opinion)],
          [t("undo"), t("hours", { count: policy.review.undoHours })],
          [t("zone"), policy.zone],
        ]}
      />
      <h2>{t("sources")}</h2>
      <Table
        caption={t("sources")}
        rows={policy.sources}
        rowKey={({ id }) => id}
        columns={[
          { head: t("source"), names: true, cell: ({ label }) => label[locale] },
          { head: t("kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
          { head: t("categories"), number: true, cell: ({ categories }) => categories },
        ]}
      />
      <h2>{t("rules")}</h2>
      <Categories policy={policy} locale={locale} />
    </Page>
  );
}

async function Categories({ policy, locale }: { policy: PolicyPage; locale: "en" | "de" }) {
  const [t, law] = [await getTranslations("desk.policy"), await getTranslations("law")];
  const period = (iso: string) => {
    const [, length = "0", unit = "D"] = /^PT?(\d+)([YMDH])$/.exec(iso) ?? [];
    return t(`period.${unit}`, { count: Number(length) });
  };
  const inWords = (rule: Rule) => {
    const words = {
      period: period(rule.keep),
      trigger: rule.trigger[locale],
      after: rule.after ? period(rule.after) : "none",
    };
    return t(rule.from === "open-ended" || rule.keep !== "P0D" ? `from.${rule.from}` : "from.at-once", words);
  };
  const rows = policy.categories.flatMap(({ id, label, rules, afterReview }) =>
    rules.map((rule) => ({
      key: `${id}/${rule.id}`,
      label: label[locale],
      rule,
      afterReview,
    })),
  );
  return (
    <Table
      caption={t("rules")}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          head: t("category"),
          names: true,
          cell: ({ label, afterReview }) => (afterReview ? `${label} (${t("after-review")})` : label),
        },
        { head: t("period-head"), cell: ({ rule }) => inWords(rule) },
        { head: t("then"), cell: ({ rule }) => law(`writings.${rule.end}`) },
        { head: t("norm"), className: "meta", cell: ({ rule }) => citedIn(locale, rule.norm) },
      ]}
    />
  );
}
