import { getLocale, getTranslations } from "next-intl/server";
import type { Actor } from "../../../lib/actor";
import { openDoubts } from "../../../lib/queries/desk/next-step";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { moneyIn } from "../../../lib/queries/desk/words";
import { asked } from "./asked";
import { BeforeApproval } from "./before-approval";
import { Clock } from "./clock";
import { dates } from "./dates";
import { InHand } from "./in-hand";
import { Pauses } from "./pauses";
import { Reference } from "./reference";
import { Repeats } from "./repeats";
import { taskName, taskPath } from "./task-name";

const tasksShown = 5;

/** What one has to know before pressing: the clock, who asks, what for, and what stands in the way. */
export async function Rail({ who, request }: { who: Actor; request: DeskRequest }) {
  const t = await getTranslations("desk.rail");
  const locale = await getLocale();
  const { feeState, feeCents } = request;
  return (
    <aside id="facts" className="rail" aria-label={t("facts")}>
      <Clock request={request} />
      <InHand who={who} request={request} />
      <Person request={request} />
      <h2>{t("asked")}</h2>
      <p>{(await asked(request, locale)).join(" ")}</p>
      <Repeats request={request} />
      {request.followsUp && (
        <Linked words={t(request.takesUp ? `takes-up.${request.takesUp}` : "follows-up")} to={request.followsUp} />
      )}
      {request.followUps.map(({ reference, takesUp }) => (
        <Linked key={reference} words={t(takesUp ? `taken-up.${takesUp}` : "follow-up")} to={reference} />
      ))}
      {feeState && (
        <>
          <h2>{t("fee.title")}</h2>
          <p>{t(`fee.${feeState}`, { amount: moneyIn(locale, feeCents ?? 0) })}</p>
        </>
      )}
      <Matters request={request} />
      <Pauses request={request} />
      <BeforeApproval request={request} doubts={openDoubts(request).length} />
      <OpenTasks request={request} />
    </aside>
  );
}

/** Who asks and how they came: nobody's name. */
async function Person({ request }: { request: DeskRequest }) {
  const [t, law, { short }] = [await getTranslations("desk.rail"), await getTranslations("law"), await dates()];
  const { requester, channel, enteredOn, answerBy } = request;
  return (
    <>
      <h2>{t("person")}</h2>
      <p>
        {t(known(request))}
        <br />
        <span className="meta">{identity(request, t, law)}</span>
      </p>
      {requester !== "self" && <p>{t("requester", { who: law(`requesters.${requester}`) })}</p>}
      {channel !== "portal" && (
        <p className="meta">
          {t("came", { channel: law(`channels.${channel}`) })}
          {enteredOn && ` ${t("entered", { on: short(enteredOn) })}`} {answerBy === "post" && t("by-post")}
        </p>
      )}
    </>
  );
}

/** How much is known of whose data it is. */
function known({ account, byHand, door }: DeskRequest): string {
  if (byHand) return "nobody";
  if (account) return "account";
  return door === null ? "not-linked" : "address";
}

/** What an authority, a court or somebody with a claim wrote about it, while that is open. */
async function Matters({ request: { matters } }: { request: DeskRequest }) {
  if (matters.length === 0) return null;
  const [t, law] = [await getTranslations("desk.rail"), await getTranslations("law")];
  return (
    <>
      <h2>{t("matters")}</h2>
      <ul className="plain meta">
        {matters.map(({ id, kind }) => (
          <li key={id}>
            <a href={`/desk/matters/${id}`}>{t("matter", { kind: law(`matters.${kind}`) })}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

async function OpenTasks({ request: { tasks, reference } }: { request: DeskRequest }) {
  const t = await getTranslations("desk.rail");
  const locale = await getLocale();
  const open = tasks.filter(({ done, kind }) => !done && kind !== "second-refusal");
  if (open.length === 0) return null;
  return (
    <>
      <h2>{t("tasks")}</h2>
      <ul className="plain meta">
        {open.slice(0, tasksShown).map((task) => (
          <li key={task.id}>
            <a href={taskPath(task, reference)}>{taskName(task, t, locale)}</a> · {task.dueOn}
          </li>
        ))}
        {open.length > tasksShown && (
          <li>
            <a href="/desk/tasks">{t("more-tasks", { count: open.length - tasksShown })}</a>
          </li>
        )}
      </ul>
    </>
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
