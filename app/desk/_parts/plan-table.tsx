import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Table, type Column } from "../../_components/table";
import { keptBecause } from "../../../lib/gdpr/plan";
import type { DeskRequest, Line } from "../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../lib/queries/desk/words";
import { basisOf, Verdict } from "./verdict";

/**
 * Every decision of the plan with what it rests on; once it has run, also what came of it. What is in doubt stands first;
 * what nobody but a person can look for, and what the person did not ask about, folds away below.
 */
export async function PlanTable({ request }: { request: Pick<DeskRequest, "decisions"> }) {
  const t = await getTranslations("desk.plan");
  const byHand = request.decisions.filter(isByHand);
  const untouched = request.decisions.filter(({ norm }) => norm === keptBecause.notAsked);
  const counted = request.decisions.filter((line) => !isByHand(line) && !untouched.includes(line));
  const doubtful = counted.filter(({ action }) => action === "ask");
  const systems = new Set(byHand.map(({ source }) => source)).size;
  return (
    <>
      {counted.length > 0 && (
        <Lines lines={[...doubtful, ...counted.filter(({ action }) => action !== "ask")]} caption={t("caption")} />
      )}
      {byHand.length > 0 && (
        <details>
          <summary>{t("by-hand", { lines: byHand.length, systems })}</summary>
          <Lines lines={byHand} caption={t("by-hand-caption")} />
        </details>
      )}
      {untouched.length > 0 && (
        <details>
          <summary>{t("untouched", { lines: untouched.length })}</summary>
          <Lines lines={untouched} caption={t("untouched-caption")} />
        </details>
      )}
    </>
  );
}

/** What no system counted is looked for by a person, after the approval. */
const isByHand = ({ action, count }: Line): boolean => action === "ask" && count === null;

async function Lines({ lines, caption }: { lines: readonly Line[]; caption: string }) {
  const [t, law] = [await getTranslations("desk.plan"), await getTranslations("law")];
  const locale = await getLocale();
  const ran: Column<Line> = { head: t("ran"), className: "meta", cell: (line) => cameOf(line, t, law) };
  const hasRun = lines.some(({ finishedOn, stoppedBy, done }) => finishedOn !== null || stoppedBy !== null || done > 0);
  return (
    <Table
      stacks
      caption={caption}
      rows={lines}
      rowKey={({ idx }) => String(idx)}
      columns={[
        {
          head: `${t("category")} · ${t("source")}`,
          names: true,
          cell: ({ category, source }) => (
            <Under first={categoryWords(category)[locale]}>{sourceWords(source)[locale]}</Under>
          ),
        },
        { head: t("records"), number: true, cell: ({ count }) => (count === null ? "?" : t("count", { count })) },
        {
          head: `${t("verdict")} · ${t("basis")}`,
          className: "w-1/2",
          cell: (line) => (
            <Under first={<Verdict line={line} />}>
              {isByHand(line) ? t("becomes-task") : basisOf(law, locale, line)}
            </Under>
          ),
        },
        {
          head: t("until"),
          className: "mono whitespace-nowrap",
          cell: (line) => line.until ?? (goesNow(line) ? t("now") : "–"),
        },
        ...(hasRun ? [ran] : []),
      ]}
    />
  );
}

/** What a cell says first, and below it what that rests on: a column of its own would have one word a line. */
export const Under = ({ first, children }: { first: ReactNode; children: ReactNode }) => (
  <>
    {first}
    <span className="block meta mt-1">{children}</span>
  </>
);

/** Whether the records go as soon as the plan runs. */
export const goesNow = ({ action }: Pick<Line, "action">): boolean => ["erase", "unlink", "truncate"].includes(action);

type Translate = Awaited<ReturnType<typeof getTranslations>>;

function cameOf(line: Line, t: Translate, law: Translate): string {
  const { action, finishedOn, endedOn, stoppedBy, done, gone, held } = line;
  if (stoppedBy) return t("stopped", { by: law(`stops.${stoppedBy}`) });
  if (endedOn) return t("ended", { on: endedOn });
  if (action === "keep" || action === "ask") return "–";
  if (byRegistry(line)) return t("registry");
  if (action === "correct" && line.list === null) return t("by-person");
  return finishedOn ? t("came", { done, gone, held }) : t("waiting", { done });
}

/** What the system itself cannot mark: the registry, which every system asks before a use, holds it (Art. 18, 21). */
export const byRegistry = ({ action, mode, list }: Pick<Line, "action" | "mode" | "list">): boolean =>
  list === null && (action === "stop" || mode === "art18");
