import { getTranslations } from "next-intl/server";
import type { Actor } from "../../../lib/actor";
import { colleagues } from "../../../lib/queries/desk/colleagues";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { ActionForm } from "../../_components/action-form";
import { Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { assignAction } from "../assign-action";
import { To } from "./give";
import { handsOf } from "./person-name";

/**
 * Who has the request in hand, and the form that gives it to somebody else. A closed one says who had it; its form has nothing to
 * press, and is there for what it has to say to whoever pressed too late.
 */
export async function InHand({ who, request }: { who: Actor; request: DeskRequest }) {
  const { reference, assignee, closedAt } = request;
  const [t, queue] = [await getTranslations("desk.assign"), await getTranslations("desk.queue")];
  const shell = await getTranslations("shell.problems");
  const desk = await colleagues(who);
  const me = who.person ?? "";
  return (
    <>
      {(assignee !== null || !closedAt) && (
        <>
          <h2>{t("title")}</h2>
          <p>
            {assignee === null
              ? t("nobody")
              : t("with", { name: handsOf(assignee, { me, colleagues: desk, t: queue }) })}
          </p>
        </>
      )}
      <ActionForm action={assignAction} label={t("title")}>
        <ErrorSummary title={shell("title")} />
        {!closedAt && (
          <>
            <Hidden values={{ request: `${reference}.${assignee ?? "nobody"}`, from: reference }} />
            <To me={me} colleagues={desk} now={assignee} label={t("to")} />
            <div className="mt-2">
              <Button look="quiet">{t("give")}</Button>
            </div>
          </>
        )}
      </ActionForm>
    </>
  );
}
