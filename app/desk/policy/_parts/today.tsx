import { Fragment } from "react";
import { getLocale, getTranslations } from "next-intl/server";
import type { Language } from "../../../../lib/gdpr/language";
import { deciders } from "../../../../lib/gdpr/rights";
import { rightNames, type Right } from "../../../../lib/gdpr/right";
import type { PolicyCategory } from "../../../../lib/queries/desk/policy";
import type { Today, WhatHappens } from "../../../../lib/queries/desk/policy-today";
import { citedIn } from "../../../../lib/queries/desk/words";
import { Chip } from "../../../_components/chip";
import { Table } from "../../../_components/table";
import { verdictTone } from "../../_parts/tones";

const planned = rightNames.filter((right) => deciders[right] !== null);
type Row = { key: string; category: PolicyCategory; today: Today };

/** What every right would do to every category today, in a word each. */
export async function EveryRight({ categories }: { categories: PolicyCategory[] }) {
  const [t, law] = [await getTranslations("desk.policy.today"), await getTranslations("law")];
  const locale = (await getLocale()) as Language;
  const word = await verdictWord();
  return (
    <Table
      caption={t("every")}
      rows={categories}
      rowKey={({ id }) => id}
      columns={[
        { head: t("category"), names: true, cell: ({ label }) => label[locale] },
        ...planned.map((right) => ({
          head: law(`rights.${right}`),
          cell: ({ today }: PolicyCategory) =>
            [...new Set(today[right]?.map(({ fresh }) => word(fresh)))].map((one) => (
              <span key={one} className="block">
                {one}
              </span>
            )),
        })),
      ]}
    />
  );
}

/** One right in full: what happens, by which rule and norm, until when for a record of today and for the oldest one. */
export async function OneRight({ right, categories }: { right: Right; categories: PolicyCategory[] }) {
  const [t, law] = [await getTranslations("desk.policy.today"), await getTranslations("law")];
  const locale = (await getLocale()) as Language;
  const word = await verdictWord();
  const rows = categories.flatMap((category): Row[] =>
    (category.today[right] ?? []).map((today) => ({ key: `${category.id}/${today.rule.id}`, category, today })),
  );
  const until = (what: WhatHappens | null) => {
    if (what === null) return "–";
    if (what.until !== null) return what.until;
    return ["erase", "unlink", "truncate"].includes(what.action) ? t("now") : t("no-date");
  };
  const norm = ({ norm, ground }: WhatHappens) => {
    if (norm !== null) return law.has(`kept.${norm}`) ? law(`kept.${norm}`) : citedIn(locale, norm);
    return ground && law.has(`grounds.${ground}`) ? law(`grounds.${ground}`) : "–";
  };
  return (
    <>
      <Rights chosen={right} />
      {right === "intervention" ? (
        <p>{t("by-person")}</p>
      ) : (
        <Table
          caption={t("one", { right: law(`rights.${right}`) })}
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            {
              head: t("category"),
              names: true,
              cell: ({ category, today }) => (
                <>
                  {category.label[locale]}
                  {category.rules.length > 1 && <span className="meta block">{today.rule.id}</span>}
                  {category.elsewhere && <span className="meta block">{t("elsewhere")}</span>}
                </>
              ),
            },
            {
              head: t("what"),
              cell: ({ today: { fresh } }) => <Chip tone={verdictTone(fresh.action, fresh.mode)}>{word(fresh)}</Chip>,
            },
            { head: t("until"), className: "mono whitespace-nowrap", cell: ({ today }) => until(today.fresh) },
            { head: t("until-oldest"), className: "mono whitespace-nowrap", cell: ({ today }) => until(today.oldest) },
            { head: t("norm"), className: "meta", cell: ({ today: { fresh } }) => norm(fresh) },
          ]}
        />
      )}
    </>
  );
}

async function Rights({ chosen }: { chosen: Right }) {
  const [t, law] = [await getTranslations("desk.policy.today"), await getTranslations("law")];
  return (
    <nav aria-label={t("rights")} className="print:hidden">
      <p className="meta max-w-none leading-8">
        {rightNames.map((right, index) => (
          <Fragment key={right}>
            {index > 0 && " · "}
            {right === chosen ? (
              <strong aria-current="true" className="text-ink">
                {law(`rights.${right}`)}
              </strong>
            ) : (
              <a href={`/desk/policy?right=${right}#right`}>{law(`rights.${right}`)}</a>
            )}
          </Fragment>
        ))}
      </p>
    </nav>
  );
}

/** The action, with what has to come before it. */
async function verdictWord(): Promise<(what: WhatHappens) => string> {
  const [t, law] = [await getTranslations("desk.policy.today"), await getTranslations("law")];
  return ({ action, mode, doubt, weighed }) => {
    if (doubt) return t("ask", { doubt: law(`doubts.${doubt}`) });
    if (weighed) return t("weighed");
    return mode === "retention-lock" ? law("modes.retention-lock") : law(`actions.${action}`);
  };
}
