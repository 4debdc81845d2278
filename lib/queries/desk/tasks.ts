/** What has to be done by hand, soonest due first. */
import { languageOf } from "../../../i18n/language";
import type { Language } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import type { State } from "../../gdpr/request";
import { tellsFound } from "../../gdpr/task";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";
import { guideOfTask, type TaskGuide } from "./guide";
import { changedCategories, noticeOf, type Notice } from "./notice";
import type { Words } from "./words";

export type TaskLine = {
  id: string;
  reference: string;
  kind: string;
  source: string | null;
  category: string | null;
  recipient: string | null;
  dueOn: string;
  late: boolean;
  done: boolean;
  /** What the policy says has to be done in that source, null where it says nothing. */
  steps: Words | null;
  /** Passed on to a colleague: whether they have answered. */
  passedOn: "waits" | "answered" | null;
};

/** What the policy says has to be done in a system that only people reach. */
export function stepsIn(id: string | null): Words | null {
  const source = id === null ? undefined : policy().sources[id];
  return source?.kind === "manual" ? (source.steps ?? null) : null;
}

export type TaskView = TaskLine & {
  /** The letter that has to be posted. */
  letter: string | null;
  /** What a recipient has to be told. */
  notice: Notice | null;
  /** How it is done there, where a guide says so. */
  guide: TaskGuide | null;
  /** Done now, it ends with a letter to the person about what was found. */
  tellsFound: boolean;
  /** The language in which the person wrote. */
  language: Language;
};

const onPage = 200;

/** Open tasks; null for those who may not read the desk. */
export async function deskTasks(who: Actor): Promise<TaskLine[] | null> {
  if (!readsDesk(who)) return null;
  const rows = await transactionAs(staffSight(who), (tx) =>
    tx.task.findMany({
      where: {
        doneAt: null,
        kind: { not: "second-refusal" },
        // What the person took back is not looked at again.
        NOT: { kind: "second-look", requestRow: { closedAt: { not: null } } },
      },
      orderBy: [{ dueOn: "asc" }, { request: "asc" }, { source: "asc" }, { id: "asc" }],
      take: onPage,
      include: { links },
    }),
  );
  return rows.length === 0 ? [] : lines(rows, await portalNow());
}

/** One task, done or not; null for an unknown one. */
export async function deskTask(who: Actor, id: string): Promise<TaskView | null> {
  if (!readsDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const requestRow = { select: { right: true, planNo: true, language: true, state: true } };
    const row = await tx.task.findUnique({ where: { id }, include: { requestRow, links } });
    if (!row) return null;
    const [line] = lines([row], await portalNow(tx));
    if (!line) return null;
    const language = languageOf(row.requestRow.language);
    const guide = guideOfTask(row, await changedCategories(tx, row));
    const ends = tellsFound(row.kind, row.requestRow.state as State);
    return { ...line, letter: row.letterId, notice: await noticeOf(tx, row), guide, tellsFound: ends, language };
  });
}

type Link = { answeredAt: Date | null; until: Date };
type Row = NonNullable<Awaited<ReturnType<Tx["task"]["findFirst"]>>> & { links: Link[] };

/** The last time it was passed on, unless that was taken back. */
const links = {
  where: { withdrawnAt: null },
  select: { answeredAt: true, until: true },
  orderBy: { passedOnAt: "desc" },
  take: 1,
} as const;

function passedOn([last]: Link[], now: Date): TaskLine["passedOn"] {
  if (last?.answeredAt) return "answered";
  return last && last.until > now ? "waits" : null;
}

function lines(rows: Row[], now: Date): TaskLine[] {
  const { zone } = policy();
  const today = dayIn(zone, now);
  return rows.map((row) => {
    const dueOn = row.dueOn.toISOString().slice(0, 10);
    return {
      id: row.id,
      reference: row.request,
      kind: row.kind,
      source: row.source,
      category: row.category,
      recipient: row.recipient,
      dueOn,
      late: dueOn < today && row.doneAt === null,
      done: row.doneAt !== null,
      steps: stepsIn(row.source),
      passedOn: passedOn(row.links, now),
    };
  });
}
