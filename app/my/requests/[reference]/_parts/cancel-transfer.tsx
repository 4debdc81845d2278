import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../../../_components/action-form";
import { Button } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { Hidden } from "../../../../_components/hidden";
import { cancelTransferAction } from "../send/action";

/** The way back, until it begins. */
export async function CancelTransfer({ reference }: { reference: string }) {
  const [t, shell] = [await getTranslations("my.send"), await getTranslations("shell")];
  return (
    <ActionForm action={cancelTransferAction} label={t("cancel")} className="mt-6">
      <ErrorSummary title={shell("problems.title")} />
      <Hidden values={{ reference }} />
      <Button look="quiet">{t("cancel")}</Button>
    </ActionForm>
  );
}
