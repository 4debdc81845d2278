import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { ownFeeds, type FeedLine } from "../../../lib/queries/desk/calendar";
import { requireRole } from "../../../lib/sign-in/actor";
import { portalAddress } from "../../../lib/sign-in/calendar-door";
import { ActionForm } from "../../_components/action-form";
import { Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { RadioGroup } from "../../_components/radio-group";
import { Table } from "../../_components/table";
import { dates } from "../_parts/dates";
import { ShownOnce } from "../_parts/shown-once";
import { StepForm } from "../_parts/step-form";
import { endCalendarAction, makeCalendarAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.calendar"))("title") };
}

/** Due dates in one's own calendar: an address that shows them, made here, shown once, taken back here. */
export default async function CalendarPage() {
  const feeds = await ownFeeds(await requireRole("reviewer", "dpo"));
  if (!feeds) notFound();
  const t = await getTranslations("desk.calendar");
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href="/desk">{t("queue")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      <StepForm action={makeCalendarAction} values={{}} button={t("button")}>
        <ShownOnce label={t("once")} hint={t("once-hint")} before={portalAddress("/api/calendar/")} after=".ics" />
        <RadioGroup
          name="shows"
          legend={t("shows")}
          choices={(["mine", "all"] as const).map((value) => ({
            value,
            label: t(`names.${value}`),
            hint: t(`hints.${value}`),
          }))}
        />
      </StepForm>
      <h2>{t("yours")}</h2>
      <p>{feeds.length === 0 ? t("none") : t("ends-with-role")}</p>
      {feeds.length > 0 && <Feeds feeds={feeds} />}
    </Page>
  );
}

async function Feeds({ feeds }: { feeds: readonly FeedLine[] }) {
  const [t, { moment, short }] = [await getTranslations("desk.calendar"), await dates()];
  const problems = await getTranslations("shell.problems");
  return (
    <Table
      caption={t("yours")}
      rows={feeds}
      rowKey={({ id }) => id}
      columns={[
        { head: t("shows-short"), names: true, cell: ({ shows }) => t(`names.${shows}`) },
        { head: t("made"), className: "whitespace-nowrap", cell: ({ madeOn }) => short(madeOn) },
        { head: t("asked"), cell: ({ askedAt }) => (askedAt ? moment(askedAt) : t("never")) },
        { head: t("ends"), className: "whitespace-nowrap", cell: ({ endsOn }) => short(endsOn) },
        {
          head: t("take-back"),
          cell: ({ id, shows, madeOn }) => (
            <ActionForm
              action={endCalendarAction}
              label={t("take-back-one", { name: t(`names.${shows}`), on: short(madeOn) })}
            >
              <ErrorSummary title={problems("title")} />
              <Hidden values={{ calendar: id }} />
              <Button look="quiet">{t("take-back")}</Button>
            </ActionForm>
          ),
        },
      ]}
    />
  );
}
