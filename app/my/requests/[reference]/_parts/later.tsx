import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { ActionForm } from "../../../../_components/action-form";
import { Button } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { Hidden } from "../../../../_components/hidden";
import { laterAction } from "../later";

/** Whether the person is told when what was kept is gone; the address is kept for it, and the page says so. */
export async function Later({ request: { reference, later } }: { request: RequestView }) {
  if (later === null) return null;
  const [t, problems] = [await getTranslations("my.later"), await getTranslations("shell.problems")];
  return (
    <section aria-labelledby="later">
      <h2 id="later">{t("title")}</h2>
      <p>{t(later ? "chosen" : "offer")}</p>
      <ActionForm action={laterAction} label={t("title")}>
        <ErrorSummary title={problems("title")} />
        <Hidden values={{ reference, wanted: later ? "no" : "yes" }} />
        <Button look="quiet">{t(later ? "no" : "yes")}</Button>
      </ActionForm>
    </section>
  );
}
