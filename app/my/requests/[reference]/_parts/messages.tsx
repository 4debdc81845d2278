import { getTranslations } from "next-intl/server";
import type { Actor } from "../../../../../lib/actor";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { myMessages } from "../../../../../lib/steps/message/read";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button } from "../../../../_components/button";
import { Conversation } from "../../../../_components/conversation";
import { ErrorSummary } from "../../../../_components/error-summary";
import { FormField } from "../../../../_components/form-field";
import { Hidden } from "../../../../_components/hidden";
import { writeAction } from "../write";

/**
 * What was written about this request, and as long as it is open a field to write more. What would help to know the person is written
 * there as well: it opens the request again.
 */
export async function Messages({ who, request }: { who: Actor; request: RequestView }) {
  const { reference, zone, phase } = request;
  const closedOn = phase === "not-identified" ? null : request.closedOn;
  const messages = (await myMessages(who, reference)) ?? [];
  if (closedOn && messages.length === 0) return null;
  const [t, shell] = [await getTranslations("my.messages"), await getTranslations("shell")];
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{t("title")}</h2>
      <Conversation
        messages={messages}
        zone={zone}
        locale={who.language}
        words={{ person: t("you"), desk: t("we"), gone: t("gone") }}
      />
      {closedOn ? (
        <p>{t("closed")}</p>
      ) : (
        <ActionForm action={writeAction} label={t("title")} key={messages.length} keeps>
          <ErrorSummary title={shell("problems.title")} />
          <Hidden values={{ reference, id: crypto.randomUUID() }} />
          <FormField
            name="text"
            label={t("text")}
            hint={t(phase === "question" || phase === "not-identified" ? "hint-question" : "hint")}
            rows={4}
            maxLength={10_000}
          />
          <Actions>
            <Button look="quiet">{t("send")}</Button>
          </Actions>
        </ActionForm>
      )}
    </section>
  );
}
