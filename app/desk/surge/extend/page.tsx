import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import { extendable, type Extendable } from "../../../../lib/queries/desk/surge-extension";
import { queueAddress } from "../../../../lib/queries/desk/queue-view";
import { requireRole } from "../../../../lib/sign-in/actor";
import { Facts } from "../../../_components/facts";
import { FormField } from "../../../_components/form-field";
import { Page } from "../../../_components/page";
import { StepForm } from "../../_parts/step-form";
import { extendAllAction } from "./action";
import { chosenIn, queryOf, type Chosen, type Query } from "./among";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.surge-extend"))("title") };
}

/** Which requests, how many of them can get more time and why others cannot; asked once, then the worker does it. */
export default async function ExtendAllPage({ searchParams }: { searchParams: Promise<Query> }) {
  const who = await requireRole("reviewer");
  const query = await searchParams;
  const chosen = chosenIn(query);
  // The queue's form sends more than what was ticked; the address that is kept says only that.
  if (query.to !== undefined) redirect(`/desk/surge/extend?${queryOf(chosen)}`);
  const found = await extendable(who, "ticked" in chosen ? { references: chosen.ticked } : chosen);
  if (!found) notFound();
  const t = await getTranslations("desk.surge-extend");
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href="/desk/surge">{t("to-surge")}</a>
      </p>
      <h1>{t("title")}</h1>
      {found.surge ? (
        <>
          <p className="lead">{t("lead")}</p>
          <Choice chosen={chosen} found={found} />
        </>
      ) : (
        <p className="lead">{t("no-surge")}</p>
      )}
    </Page>
  );
}

async function Choice({ chosen, found }: { chosen: Chosen; found: Extendable }) {
  const t = await getTranslations("desk.surge-extend");
  const { can, cannot } = found;
  const back = "view" in chosen ? queueAddress(chosen.view) : "/desk";
  if ("ticked" in chosen && chosen.ticked.length === 0)
    return (
      <p>
        {t("none-ticked")} <a href="/desk">{t("to-queue")}</a>
      </p>
    );
  return (
    <>
      <h2>{"view" in chosen ? t("of-view") : t("of-ticked", { count: chosen.ticked.length })}</h2>
      <Facts
        lines={[
          [t("can"), can],
          ...cannot.map(({ because, count }): [string, number] => [t(`because.${because}`), count]),
        ]}
      />
      <p>
        <a href={back}>{t("to-queue")}</a>
      </p>
      {can === 0 ? (
        <p>{t("nobody")}</p>
      ) : (
        <StepForm
          action={extendAllAction}
          values={{ id: crypto.randomUUID(), from: queryOf(chosen) }}
          button={t("button", { count: can })}
          back={{ href: "/desk/surge", label: t("back") }}
        >
          <FormField name="en" label={t("facts-en")} hint={t("facts-hint")} rows={5} maxLength={10_000} />
          <FormField name="de" label={t("facts-de")} hint={t("facts-hint")} rows={5} maxLength={10_000} />
        </StepForm>
      )}
    </>
  );
}
