import { getLocale, getTranslations } from "next-intl/server";
import { Table, type Column } from "../../_components/table";
import type { DeskRequest, Line } from "../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../lib/queries/desk/words";
import { basisOf, Verdict } from "./verdict";

/**
 * Every decision of the plan with what it rests on; once it has run, also what came of it. What is in doubt stands first,
 * and what nobody but a person can look for folds away below.
 */
export async function PlanTable({ request }: { request: Pick<DeskRequest, "decisions"> }) {
  const t = await getTranslations("desk.plan");
  const byHand = request.decisions.filter(isByHand);
  const counted = request.decisions.filter((line) => !isByHand(line));
  const doubtful = counted.filter(({ action }) => action === "ask");
  const systems = new Set(byHand.map(({ source }) => source)).size;
  return (
    <>
      <Lines lines={[...doubtful, ...counted.filter(({ action }) => action !== "ask")]} caption={t("caption")} />
      {byHand.length > 0 && (
        <details>
          <summary>{t("by-hand", { lines: byHand.length, systems })}</summary>
          <Lines lines={byHand} caption={t("by-hand-caption")} />
        </details>
      )}
    </>
  );
}

/** What no system counted is looked for by a person, after the approval. */
const isByHand = ({ action, count }: Line): boolean => action === "ask" && count === null;

async function Lines({ lines, caption }: { lines: readonly Line[]; caption: string }) {
  const [t, law] = [await getTranslations("desk.plan"), await getTranslations("law")];
  const locale = (await getLocale()) as "en" | "de";
  const ran: Column<Line> = { head: t("ran"), className: "meta", cell: (line) => cameOf(line, t, law) };
  const hasRun = lines.some(({ finishedOn, stoppedBy, done }) => finishedOn !== null || stoppedBy !== null || done > 0);
  return (
    <Table
      caption={caption}
      rows={lines}
      rowKey={({ idx }) => String(idx)}
      columns={[
        { head: t("source"), cell: ({ source }) => sourceWords(source)[locale] },
        { head: t("category"), names: true, cell: ({ category }) => categoryWords(category)[locale] },
        { head: t("records"), number: true, cell: ({ count }) => (count === null ? "?" : t("count", { count })) },
        { head: t("verdict"), cell: (line) => <Verdict line={line} /> },
        {
          head: t("until"),
          className: "mono whitespace-nowrap",
          cell: (line) => line.until ?? (goesNow(line) ? t("now") : "–"),
        },
        {
          head: t("basis"),
          className: "meta",
          cell: (line) => (isByHand(line) ? t("becomes-task") : basisOf(law, locale, line)),
        },
        ...(hasRun ? [ran] : []),
      ]}
    />
  );
}

/** Whether the records go as soon as the plan runs. */
export const goesNow = ({ action }: Pick<Line, "action">): boolean => ["erase", "unlink", "truncate"].includes(action);

type Translate = Awaited<ReturnType<typeof getTranslations>>;

function cameOf(
  { action, finishedOn, endedOn, stoppedBy, done, gone, held }: Line,
  t: Translate,
  law: Translate,
): string {
  if (stoppedBy) return t("stopped", { by: law(`stops.${stoppedBy}`) });
  if (endedOn) return t("ended", { on: endedOn });
  if (action === "keep" || action === "ask") return "–";
  return finishedOn ? t("came", { done, gone, held }) : t("waiting", { done });
}
