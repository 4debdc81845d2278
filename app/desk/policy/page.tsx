import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { Language } from "../../../lib/gdpr/language";
import { rightNames, type Right } from "../../../lib/gdpr/right";
import { checkedPolicy, deskPolicy, type PolicyPage } from "../../../lib/queries/desk/policy";
import { citedIn } from "../../../lib/queries/desk/words";
import { requireRole } from "../../../lib/sign-in/actor";
import { Facts } from "../../_components/facts";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { Contents } from "../_parts/contents";
import { ruleWords } from "../_parts/rule-words";
import { Check } from "./_parts/check";
import { EveryRight, OneRight } from "./_parts/today";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.policy"))("title") };
}

/** The policy that decides every plan: edition and check, what each right does today, rules in words, sources, review. */
export default async function PolicyView({ searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const [policy, file, { right: asked }] = [await deskPolicy(who), await checkedPolicy(who), await searchParams];
  if (!policy || !file) notFound();
  const t = await getTranslations("desk.policy");
  const locale = (await getLocale()) as Language;
  const right: Right = rightNames.find((one) => one === asked) ?? "erasure";
  return (
    <Page area="desk" current="/desk/policy">
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead", { edition: policy.edition, controller: policy.controller })}</p>
      <Contents
        places={[
          { id: "check", label: t("check.title") },
          { id: "today", label: t("today.title", { on: policy.today }) },
          { id: "right", label: t("today.one-title") },
          { id: "sources", label: t("sources") },
          { id: "rules", label: t("rules") },
        ]}
      />
      <Review policy={policy} />
      <Check file={file} />
      <h2 id="today">{t("today.title", { on: policy.today })}</h2>
      <p>{t("today.lead")}</p>
      <EveryRight categories={policy.categories} />
      <h2 id="right">{t("today.one-title")}</h2>
      <p>{t("today.dates")}</p>
      <OneRight right={right} categories={policy.categories} />
      <h2 id="sources">{t("sources")}</h2>
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
      <h2 id="rules">{t("rules")}</h2>
      <Categories policy={policy} locale={locale} />
    </Page>
  );
}

async function Review({ policy }: { policy: PolicyPage }) {
  const [t, law] = [await getTranslations("desk.policy"), await getTranslations("law")];
  const named = (words: string[]) =>
    words.length === 0
      ? t("nothing")
      : words.map((word) => (t.has(`asks.${word}`) ? t(`asks.${word}`) : law(`rights.${word}`))).join(", ");
  return (
    <Facts
      lines={[
        [t("second"), named(policy.review.secondApprover)],
        [t("opinion"), named(policy.review.opinion)],
        [t("automatic"), named(policy.review.automatic)],
        [t("undo"), t("hours", { count: policy.review.undoHours })],
        [t("zone"), policy.zone],
        [t("law"), t("versions", policy.law)],
      ]}
    />
  );
}

async function Categories({ policy, locale }: { policy: PolicyPage; locale: Language }) {
  const [t, law, inWords] = [await getTranslations("desk.policy"), await getTranslations("law"), await ruleWords()];
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
