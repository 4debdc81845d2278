import { getTranslations } from "next-intl/server";
import { calendarText } from "../../../../lib/queries/desk/ics";
import { dueDates, matterDates } from "../../../../lib/queries/desk/calendar";
import { openFeed } from "../../../../lib/sign-in/calendar-door";
import { noStore, signedRoute } from "../../../../lib/sign-in/secure-route";
import { spacedReference } from "../../../desk/_parts/reference";

type Params = { token: string };

/** Due dates for a calendar program, which brings the token in the address. No name, no address, no word of the person. */
export const GET = signedRoute<Params>("GET /api/calendar/[token]", async (_request, { token }) => {
  const feed = token.endsWith(".ics") ? await openFeed(token.slice(0, -4)) : null;
  const dates = feed && (await dueDates(feed.who, feed.shows));
  const matters = feed && (await matterDates(feed.who, feed.shows));
  if (!feed || !dates || !matters) return new Response(null, { status: 404, headers: noStore });
  const { language: locale, shows, portal } = feed;
  const [t, law] = [
    await getTranslations({ locale, namespace: "desk.calendar" }),
    await getTranslations({ locale, namespace: "law" }),
  ];
  const events = dates.map(({ reference, right, state, dueOn, changedAt }) => ({
    uid: `${reference}@${portal.hostname}`,
    changedAt: changedAt.toISOString(),
    on: dueOn,
    summary: t("event", { right: law(`rights.${right}`), reference: spacedReference(reference) }),
    description: t("event-state", { state: law(`states.${state}`) }),
    url: new URL(`/desk/requests/${reference}`, portal).href,
  }));
  const deadlines = matters.map(({ id, kind, deadline, openedAt }) => ({
    uid: `${id}@${portal.hostname}`,
    changedAt: openedAt.toISOString(),
    on: deadline,
    summary: t("matter-event", { kind: law(`matters.${kind}`) }),
    description: t("matter-state"),
    url: new URL(`/desk/matters/${id}`, portal).href,
  }));
  return new Response(calendarText(t(`names.${shows}`), [...events, ...deadlines]), {
    headers: {
      ...noStore,
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `inline; filename="due.ics"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
