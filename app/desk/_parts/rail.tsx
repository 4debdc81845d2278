import { getLocale, getTranslations } from "next-intl/server";
import { isDecided } from "../../../lib/gdpr/task";
import { openDoubts } from "../../../lib/queries/desk/next-step";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { categoryWords } from "../../../lib/queries/desk/words";
import { BeforeApproval } from "./before-approval";
import { Clock } from "./clock";
import { Reference } from "./reference";

const tasksShown = 5;

/** What one has to know before pressing: the clock, who asks, what for, and what stands in the way. */
export async function Rail({ request }: { request: DeskRequest }) {
  const [t, law] = [await getTranslations("desk.rail"), await getTranslations("law")];
  const locale = (await getLocale()) as "en" | "de";
  const open = request.tasks.filter(({ done, kind }) => !done && kind !== "second-refusal");
  return (
    <aside className="rail" aria-label={t("facts")}>
      <Clock request={request} />
      <h2>{t("person")}</h2>
      <p>
        {request.account ? t("account") : t("address")}
        <br />
        <span className="meta">{identity(request, t, law)}</span>
      </p>
      <h2>{t("asked")}</h2>
      <p>{await asked(request, locale)}</p>
      {request.followsUp && <Linked words={t("follows-up")} to={request.followsUp} />}
      {request.followUp && <Linked words={t("follow-up")} to={request.followUp} />}
      <BeforeApproval request={request} doubts={openDoubts(request).length} />
      {open.length > 0 && (
        <>
          <h2>{t("tasks")}</h2>
          <ul className="plain meta">
            {open.slice(0, tasksShown).map((task) => (
              <li key={task.id}>
                <a
                  href={isDecided(task.kind) ? `/desk/requests/${request.reference}/stopped` : `/desk/tasks/${task.id}`}
                >
                  {taskName(task, t, locale)}
                </a>{" "}
                · {task.dueOn}
              </li>
            ))}
            {open.length > tasksShown && (
              <li>
                <a href="/desk/tasks">{t("more-tasks", { count: open.length - tasksShown })}</a>
              </li>
            )}
          </ul>
        </>
      )}
    </aside>
  );
}

function Linked({ words, to }: { words: string; to: string }) {
  return (
    <p className="meta">
      {words} <Reference of={to} href={`/desk/requests/${to}`} />
    </p>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations>>;

function identity({ events, door, state }: DeskRequest, t: Translate, law: Translate): string {
  const identified = events.findLast(({ fact }) => fact === "identified");
  if (!identified || !door) return state === "not-identified" ? t("not-identified") : t("unidentified");
  const age = identified.data.authAgeSeconds;
  const fresh = typeof age === "number" ? t("signed-in", { minutes: Math.floor(age / 60) }) : "";
  return `${t("identity", { door: law(`doors.${door}`) })} ${fresh}`.trim();
}

async function asked({ right, choice, language }: DeskRequest, locale: "en" | "de"): Promise<string> {
  const [t, law] = [await getTranslations("desk.rail"), await getTranslations("law")];
  const chosen = choice?.categories.map((id) => categoryWords(id)[locale]).join(", ") ?? "";
  const scope = choice ? t(`scope.${choice.scope}`, { categories: chosen }) : t(`wish.${right}`);
  const licences = choice?.keepLicences == null ? "" : t(choice.keepLicences ? "keep-licences" : "give-up-licences");
  const contact = choice?.doNotContact ? t("do-not-contact") : "";
  return [scope, licences, contact, t("reads", { language: law(`languages.${language}`) })].filter(Boolean).join(" ");
}

/** What a task is about, in a line. */
export function taskName(task: { kind: string; category: string | null }, t: Translate, locale: "en" | "de"): string {
  const kind = t.has(`task.${task.kind}`) ? t(`task.${task.kind}`) : task.kind;
  return task.category === null ? kind : `${kind}: ${categoryWords(task.category)[locale]}`;
}
