import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { Manner } from "../../../../../lib/queries/my/manner";
import type { Paused } from "../../../../../lib/queries/my/paused";
import { mySubmission } from "../../../../../lib/queries/my/requests";
import { receiptCodeFor } from "../../../../../lib/steps/ask/receive";
import { receiptMinutes } from "../../../../../lib/steps/ask/reference";
import { Actions, ButtonLink } from "../../../../_components/button";
import { Facts } from "../../../../_components/facts";
import { Page } from "../../../../_components/page";
import { DueWhy } from "../../../_parts/due-why";
import { endingInWords } from "../../../_parts/ending-takes";
import { reader } from "../../../_parts/reader";
import { ReceiptCode } from "../../../_parts/receipt-code";
import { rightKey } from "../../../_parts/right-key";
import { pausedInFull, pausedInShort } from "../../../_parts/paused-words";
import { written, type Locale } from "../../../_parts/written";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.done"))("title") };
}

/** The request has arrived: reference, receipt code, date with its derivation, what happens next. */
export default async function Done({ params }: { params: Promise<{ reference: string }> }) {
  const who = await reader();
  const { reference } = await params;
  const sent = await mySubmission(who, reference);
  const [first] = sent?.requests ?? [];
  if (!sent || !first) notFound();
  const code = await receiptCodeFor(who, sent.submission);
  const t = await getTranslations("my.done");
  const my = await getTranslations("my");
  if (sent.requests.every(({ manner }) => isAtOnce(manner)))
    return <EndedAtOnce sent={sent} code={code} first={first} />;
  const paused = await Promise.all(
    sent.requests.flatMap((one) => (one.paused ? [pausedLine(one.paused, who.language)] : [])),
  );
  const steps = nextSteps(sent).map((step) => t(`next.${step}`, { hours: sent.undoHours, days: sent.coolDays }));
  const what = first.paused ? await pausedInShort(first.paused, who.language) : "";
  const own = `headline-${first.manner}${what === "" ? "" : "-part"}`;
  return (
    <Page area="my" current="/my">
      <h1>
        {t(sent.requests.length === 1 && t.has(own) ? own : "headline", {
          date: written(who.language, first.due.due),
          what,
        })}
      </h1>
      <Facts
        lines={[
          ...sent.requests.map((one): [string, React.ReactNode] => [
            my(rightKey(one)),
            <a key={one.reference} className="mono inline-block py-2 -my-2" href={`/my/requests/${one.reference}`}>
              {one.reference}
            </a>,
          ]),
          ...paused,
          [t("code"), code ? <b className="mono">{code}</b> : t("code-gone", shown)],
        ]}
      />
      {code && <ReceiptCode code={code} references={sent.requests.map((one) => one.reference)} />}
      <h2>{t("why")}</h2>
      <DueWhy due={first.due} locale={who.language} />
      <h2>{t("then")}</h2>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Actions>
        <ButtonLink href={`/my/requests/${first.reference}`}>{t("follow")}</ButtonLink>
      </Actions>
    </Page>
  );
}

const shown = { minutes: receiptMinutes };

const isAtOnce = (manner: Manner): boolean => manner === "advertising" || manner === "withdrawal";

const pausedLine = async (paused: Paused, locale: Locale): Promise<[string, string]> => [
  (await getTranslations("my.paused"))("what"),
  await pausedInFull(paused, locale),
];

/** What happens next, by what was asked for; each said once. */
const ahead: Record<Manner, readonly string[]> = {
  access: ["search", "person"],
  portability: ["search", "pack"],
  erasure: ["search", "person"],
  editing: ["edit"],
  address: ["address"],
  correcting: ["judge"],
  restriction: ["mark", "exceptions"],
  weighing: ["weigh"],
  intervention: ["look"],
  another: ["whose"],
  "by-hand": ["hand"],
  advertising: [],
  withdrawal: [],
};

function nextSteps({ requests, undoHours }: Sent): string[] {
  const erasure = requests.some(({ manner }) => manner === "erasure");
  const copy = requests.some(({ manner }) => manner === "access" || manner === "portability");
  return [
    ...new Set(requests.flatMap(({ manner }) => ahead[manner])),
    ...(copy && erasure ? ["copy-first"] : []),
    ...(erasure && undoHours > 0 ? ["undo"] : []),
    "mail",
  ];
}

type Sent = NonNullable<Awaited<ReturnType<typeof mySubmission>>>;

/** A use has ended: nothing to wait for, only the receipt. */
async function EndedAtOnce({
  sent,
  code,
  first,
}: {
  sent: Sent;
  code: string | null;
  first: Sent["requests"][number];
}) {
  const t = await getTranslations("my.done");
  const rights = await getTranslations("my.rights");
  return (
    <Page area="my" current="/my">
      <h1>{t(`at-once.${first.manner === "advertising" ? "objection" : "withdrawal"}`)}</h1>
      <p className="lead">
        {t("at-once.holds")} {await endingInWords(sent.takes)}
      </p>
      <p>{t("at-once.lead")}</p>
      <Facts
        lines={[
          ...sent.requests.map(({ reference: own, right }): [string, React.ReactNode] => [
            rights(right),
            <a key={own} className="mono inline-block py-2 -my-2" href={`/my/requests/${own}`}>
              {own}
            </a>,
          ]),
          [t("code"), code ? <b className="mono">{code}</b> : t("code-gone", shown)],
        ]}
      />
      {code && <ReceiptCode code={code} references={sent.requests.map((one) => one.reference)} />}
      <Actions>
        <ButtonLink href={`/my/requests/${first.reference}`}>{t("follow")}</ButtonLink>
      </Actions>
    </Page>
  );
}
