import type { ReactNode } from "react";
import { getTranslations } from "next-intl/server";
import type { Colleague } from "../../../lib/queries/desk/colleagues";
import { ActionForm } from "../../_components/action-form";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { assignAction } from "../assign-action";
import { personName } from "./person-name";

type Giving = {
  me: string;
  colleagues: readonly Colleague[];
  from: string;
  empty: boolean;
  /** A surge lasts: more time can be ordered for the ticked ones, or for all of the view. */
  together: boolean;
  children: ReactNode;
};

/**
 * A form around the table: the ticked requests go to whoever is chosen below it. It stands there for an empty table too: what it
 * has to say of requests that left the view meanwhile is read at it.
 */
export async function GiveTicked({ me, colleagues, from, empty, together, children }: Giving) {
  const [t, shell] = [await getTranslations("desk.assign"), await getTranslations("shell.problems")];
  return (
    <ActionForm action={assignAction} label={t("label")}>
      <ErrorSummary title={shell("title")} />
      <Hidden values={{ from }} />
      {children}
      {!empty && (
        <div className="flex flex-wrap items-end gap-3 mt-4">
          <To me={me} colleagues={colleagues} label={t("ticked-to")} />
          <button type="submit" className="button quiet">
            {t("give")}
          </button>
          <a href={`/desk?${from ? `${from}&` : ""}tick=all`} className="inline-block py-2">
            {t("tick-all")}
          </a>
        </div>
      )}
      {!empty && together && <Together from={from} />}
    </ActionForm>
  );
}

/** The button leads to a page with what is ticked: nothing is ordered here. */
async function Together({ from }: { from: string }) {
  const t = await getTranslations("desk.surge-extend");
  return (
    <div className="flex flex-wrap items-end gap-3 mt-2">
      <button type="submit" className="button quiet" formAction="/desk/surge/extend" formMethod="get">
        {t("ticked")}
      </button>
      <a href={`/desk/surge/extend${from ? `?${from}` : ""}`} className="inline-block py-2">
        {t("whole-view")}
      </a>
    </div>
  );
}

/** Who may get it: oneself, nobody, each colleague. */
export async function To({
  me,
  colleagues,
  label,
  now,
}: {
  me: string;
  colleagues: readonly Colleague[];
  label: string;
  now?: string | null | undefined;
}) {
  const [t, queue] = [await getTranslations("desk.assign"), await getTranslations("desk.queue")];
  const others = colleagues.filter(({ id }) => id !== me && id !== now);
  return (
    <label className="grow-0 basis-64">
      <span className="block font-semibold">{label}</span>
      <select name="to" id="to" className="input">
        {now !== me && <option value="me">{t("to-me")}</option>}
        {now !== null && <option value="nobody">{t("to-nobody")}</option>}
        {others.map((one) => (
          <option key={one.id} value={one.id}>
            {personName(one, queue)}
          </option>
        ))}
      </select>
    </label>
  );
}
