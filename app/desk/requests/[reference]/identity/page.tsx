import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { DeskRequest } from "../../../../../lib/queries/desk/request";
import { personFile } from "../../../../../lib/steps/decide/look";
import { openQuery } from "../../../../../lib/steps/decide/identity-query";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { FormField } from "../../../../_components/form-field";
import { Note } from "../../../../_components/note";
import { RadioGroup } from "../../../../_components/radio-group";
import { dates } from "../../../_parts/dates";
import { Repeats } from "../../../_parts/repeats";
import { SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { identityAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.identity"))("title") };
}

/** Who the person is and whose data it is about, decided by a reviewer where no sign-in says it. */
export default async function IdentityPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "identity", "reviewer");
  const [t, law, { long }] = [await getTranslations("desk.identity"), await getTranslations("law"), await dates()];
  const { reference, requester, language, channel } = request;
  const file = open ? await personFile(who, reference) : null;
  const typed = open ? await typedBefore(who, reference, "not-identified") : null;
  // Nobody answered until the last day: what was asked is what would still help.
  const unanswered = request.question !== null && request.today >= request.unrolledOn;
  const query = open && unanswered ? await openQuery(who, reference) : null;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <p>
        {t("asks", { who: law(`requesters.${requester}`), channel: law(`channels.${channel}`) })}{" "}
        {requester !== "self" && t(`check.${requester}`)}
      </p>
      <Repeats request={request} />
      <SealedFile reference={reference} page={`/desk/requests/${reference}/identity`} file={file} language={language}>
        {file && file.answers.length > 0 && (
          <>
            <h3>{t("answers")}</h3>
            {file.answers.map(({ on, how }) => (
              <div key={on + how}>
                <p className="meta">{long(on)}</p>
                <p className="whitespace-pre-line">{how}</p>
              </div>
            ))}
          </>
        )}
      </SealedFile>
      {request.question && (
        <Note>
          <p>
            {t.rich("asked", { a: (words) => <a href={`/desk/requests/${reference}/identity-answer`}>{words}</a> })}
          </p>
        </Note>
      )}
      <StepForm action={identityAction} values={{ reference }} button={t("button")} seeLetter>
        <RadioGroup
          name="decision"
          chosen={typed || query ? ["not-identified"] : []}
          legend={t("legend")}
          choices={[
            { value: "identified", label: t("identified"), hint: t("identified-hint") },
            { value: "not-identified", label: t("not-identified"), hint: t("not-identified-hint") },
          ]}
        />
        <RadioGroup
          name="link"
          legend={t("link")}
          hint={t("link-hint")}
          chosen={signedIn(request) ? ["as-signed-in"] : []}
          choices={linksFor(request).map((value) => ({
            value,
            label: t(`links.${value}`),
            hint: t(`link-hints.${value}`),
          }))}
        />
        <FormField name="account" label={t("account")} hint={t("account-hint")} autoComplete="off" short />
        <FormField
          name="email"
          label={t("email")}
          hint={t("email-hint")}
          type="email"
          autoComplete="off"
          value={file?.email ?? ""}
        />
        <FormField
          name="item"
          label={t("item")}
          hint={t("item-hint")}
          value={typed?.item ?? query?.item}
          rows={2}
          maxLength={10_000}
        />
        <FormField
          name="reason"
          label={t("reason")}
          hint={t("reason-hint")}
          value={typed?.reason ?? query?.doubt}
          rows={4}
          maxLength={10_000}
        />
      </StepForm>
    </StepPage>
  );
}

/** Whoever signed in for themselves is known already; all others are linked by hand. */
const signedIn = ({ requester, channel }: DeskRequest): boolean => requester === "self" && channel === "portal";

const linksFor = (request: DeskRequest): string[] => [
  ...(signedIn(request) ? ["as-signed-in"] : []),
  "account",
  "address",
  "nobody",
];
