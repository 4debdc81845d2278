import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../_components/action-form";
import type { Form } from "../../_components/sending-form";
import { Resend } from "./resend";

/**
 * Stands where an `AskForm` would, while the page cannot read what that form is about: what was sent and not received is there, to be
 * sent again. Nothing where nothing was sent. It has the key of that form, for what an action answered goes, without a script, to the
 * form at the same place.
 */
export async function Unsent({ action }: Pick<Form, "action">) {
  const [shell, t] = await Promise.all([getTranslations("shell.problems"), getTranslations("my")]);
  return (
    <ActionForm action={action} keeps>
      <Resend title={shell("title")} button={t("send-again")} />
    </ActionForm>
  );
}
