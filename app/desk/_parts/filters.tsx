import type { ReactNode } from "react";
import { getTranslations } from "next-intl/server";
import { rightNames } from "../../../lib/gdpr/right";
import { states } from "../../../lib/gdpr/request";
import type { Colleague } from "../../../lib/queries/desk/colleagues";
import { queueAddress, sortKeys, waitsFilters, type QueueView } from "../../../lib/queries/desk/queue-view";
import { personName } from "./person-name";
import { isNamed } from "./views";

type Choices = readonly (readonly [value: string, words: string])[];

/** Every filter at once, as a plain form: its answer is an address, like that of every view. */
export async function Filters({
  view,
  me,
  colleagues,
}: {
  view: QueueView;
  me: string;
  colleagues: readonly Colleague[];
}) {
  const [t, law] = [await getTranslations("desk.queue"), await getTranslations("law")];
  const words = (keys: readonly string[], of: (key: string) => string): Choices => keys.map((key) => [key, of(key)]);
  const others: Choices = colleagues.filter(({ id }) => id !== me).map((one) => [one.id, personName(one, t)]);
  const orders = sortKeys.flatMap((key) => [key, `-${key}`]);
  const narrowed = [view.right, view.state, view.due, view.waits, view.with].some((one) => one !== null);
  return (
    <details className="mb-4" open={narrowed && !isNamed(view)}>
      <summary>{t("filters")}</summary>
      <form action="/desk" method="get" aria-label={t("filters")} className="filters">
        {view.show === "closed" && !view.state && <input type="hidden" name="show" value="closed" />}
        <Choice
          name="right"
          label={t("right")}
          any={t("all")}
          chosen={view.right}
          choices={words(rightNames, (one) => law(`rights.${one}`))}
        />
        <Choice
          name="state"
          label={t("state")}
          any={t("all")}
          chosen={view.state}
          choices={words(states, (one) => law(`states.${one}`))}
        />
        <Choice
          name="due"
          label={t("due")}
          any={t("due-any")}
          chosen={view.due === null ? null : String(view.due)}
          choices={[["overdue", t("due-overdue")], ...daysOf(view.due, (count) => t("due-within", { count }))]}
        />
        <Choice
          name="waits"
          label={t("waits-for")}
          any={t("all")}
          chosen={view.waits}
          choices={words(waitsFilters, (one) => t(`waits-filter.${one}`))}
        />
        <Choice
          name="with"
          label={t("with")}
          any={t("all")}
          chosen={view.with === me ? "me" : view.with}
          choices={[["me", t("with-me")], ["nobody", t("with-nobody")], ...others]}
        />
        <Choice
          name="sort"
          label={t("sort")}
          chosen={`${view.sort.down ? "-" : ""}${view.sort.by}`}
          choices={words(orders, (one) => t(`sorts.${one}`))}
        />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <button type="submit" className="button quiet">
            {t("apply")}
          </button>
          {narrowed && (
            <a href={queueAddress({ show: view.show })} className="inline-block py-2">
              {t("clear")}
            </a>
          )}
        </div>
      </form>
    </details>
  );
}

/** The spans that are usual, and the one that the address says. */
function daysOf(due: QueueView["due"], words: (days: number) => string): Choices {
  const days = new Set([0, 3, 7, 14, 30, ...(typeof due === "number" ? [due] : [])]);
  return [...days].toSorted((a, b) => a - b).map((count) => [String(count), words(count)]);
}

type Asked = { name: string; label: ReactNode; any?: string; chosen: string | null; choices: Choices };

function Choice({ name, label, any, chosen, choices }: Asked) {
  return (
    <label>
      <span>{label}</span>
      <select name={name} defaultValue={chosen ?? ""} className="input">
        {any !== undefined && <option value="">{any}</option>}
        {choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
