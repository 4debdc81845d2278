import { getLocale, getTranslations } from "next-intl/server";
import { has, type Actor } from "../../../lib/actor";
import { isInForce } from "../../../lib/queries/desk/overridable";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../lib/queries/desk/words";
import { ActionForm } from "../../_components/action-form";
import { Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Note } from "../../_components/note";
import { takeBackAction } from "../requests/[reference]/override/take-back-action";
import { refusalDue } from "./refusal-due";
import { basisOf } from "./verdict";

/** What a reviewer decided otherwise about lines of the plan; until it is approved each can be taken back. */
export async function Overrides({ who, request }: { who: Actor; request: DeskRequest }) {
  const [t, law] = [await getTranslations("desk.override.standing"), await getTranslations("law")];
  const shell = await getTranslations("shell");
  const locale = await getLocale();
  const { reference, state, planHash, overrides, decisions, own } = request;
  if (overrides.length === 0) return null;
  const mayTakeBack = state === "planned" && planHash !== null && !own && has(who, "reviewer");
  return (
    <section aria-labelledby="overrides">
      <h3 id="overrides">{t("title")}</h3>
      {state === "planned" && <p className="meta">{t("two")}</p>}
      {state === "planned" && overrides.some(({ to }) => to === "keep") && (
        <p className="meta">{t("due", { due: refusalDue(request) })}</p>
      )}
      {overrides.map((one) => {
        const words = {
          category: categoryWords(one.category)[locale],
          source: sourceWords(one.source)[locale],
          from: law(`actions.${one.from}`),
          to: law(`actions.${one.to}`),
          until: one.until ?? "none",
          basis: basisOf(law, locale, { ...one, doubt: null }),
        };
        return (
          <Note key={one.id} tone="stay">
            <p>{t("line", words)}</p>
            {planHash !== null && !isInForce(one, decisions) && <p>{t("lapsed")}</p>}
            {mayTakeBack && (
              <ActionForm action={takeBackAction} label={`${t("button")}: ${words.category} (${words.source})`}>
                <ErrorSummary title={shell("problems.title")} />
                <Hidden values={{ reference, shown: planHash, override: one.id }} />
                <Button look="quiet">{t("button")}</Button>
              </ActionForm>
            )}
          </Note>
        );
      })}
    </section>
  );
}
