import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languages } from "../../../i18n/language";
import { rightNames } from "../../../lib/gdpr/right";
import { pauseGrounds, requesters } from "../../../lib/gdpr/wish";
import { waitingMails } from "../../../lib/queries/desk/inbound";
import { consentsToEnd } from "../../../lib/queries/desk/words";
import { weighedUses } from "../../../lib/queries/my/uses";
import { requireRole } from "../../../lib/sign-in/actor";
import { mailShown, type MailShown } from "../../../lib/steps/inbound/look";
import { Attachments } from "../../_components/attachments";
import { FormField, Select } from "../../_components/form-field";
import { Page } from "../../_components/page";
import { CheckboxGroup, RadioGroup } from "../../_components/radio-group";
import { StepForm } from "../_parts/step-form";
import { WaitingMails } from "../_parts/waiting-mails";
import { enterAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.intake"))("title") };
}

/** Art. 12(2): a request counts in whatever form it comes. Staff write it down; its clock runs from when it arrived. */
export default async function IntakePage({ searchParams }: { searchParams: Promise<{ mail?: string | string[] }> }) {
  const who = await requireRole("reviewer", "dpo");
  const asked = z.uuid().safeParse((await searchParams).mail);
  const mail = asked.success ? await mailShown(who, asked.data) : null;
  // Whoever has not read it is led to where it is read.
  if (mail && (mail.state !== "open" || !mail.words)) redirect(`/desk/intake/mail/${mail.id}`);
  const inbound = mail ? null : await waitingMails(who);
  const t = await getTranslations("desk.intake");
  return (
    <Page area="desk" current="/desk/intake">
      <h1>{t("title")}</h1>
      <p className="lead">{t(mail ? "lead-mail" : "lead")}</p>
      {inbound && <WaitingMails inbound={inbound} />}
      <StepForm
        action={enterAction}
        values={{ id: crypto.randomUUID(), ...(mail ? { mail: mail.id } : {}) }}
        button={t("button")}
        back={{ href: "/desk", label: t("back") }}
      >
        <Arrival mail={mail} />
        <Wish mail={mail} />
        <Details />
        <Sender mail={mail} />
      </StepForm>
    </Page>
  );
}

/** The mail that it is made of, whose words stand in the form at first. */
type Of = { mail: MailShown | null };

/** How and when it came. */
async function Arrival({ mail }: Of) {
  const [t, law] = [await getTranslations("desk.intake"), await getTranslations("law")];
  return (
    <>
      <h2>{t("arrival")}</h2>
      <RadioGroup
        name="channel"
        legend={t("channel")}
        choices={["email", "letter", "phone", "in-person", "other"].map((value) => ({
          value,
          label: capital(law(`channels.${value}`)),
        }))}
        chosen={mail ? ["email"] : []}
      />
      <FormField
        name="receivedOn"
        type="date"
        label={t("received-on")}
        hint={t("received-on-hint")}
        value={mail?.receivedOn ?? ""}
        short
      />
      <FormField
        name="receivedAt"
        type="time"
        label={t("received-at")}
        hint={t("received-at-hint")}
        value={mail?.receivedTime ?? ""}
        short
      />
    </>
  );
}

/** What is asked for, as closed words and in the person's own. */
async function Wish({ mail }: Of) {
  const [t, law] = [await getTranslations("desk.intake"), await getTranslations("law")];
  return (
    <>
      <h2>{t("wish")}</h2>
      <CheckboxGroup
        name="rights"
        legend={t("rights")}
        hint={t("rights-hint")}
        choices={rightNames.map((value) => ({
          value,
          label: `${law(`rights.${value}`)} (${law(`articles.${value}`)})`,
          hint: t(`right-hints.${value}`),
        }))}
      />
      <FormField
        name="words"
        label={t("words")}
        hint={t("words-hint")}
        value={mail?.words?.text ?? ""}
        rows={mail ? 12 : 6}
        maxLength={20_000}
      />
      {mail && mail.files.length > 0 && <p>{t("files-along", { count: mail.files.length })}</p>}
      <Attachments label={t("files")} why={t("files-why")} />
    </>
  );
}

/** What some of the rights need besides: which consent, which use, which ground. */
async function Details() {
  const t = await getTranslations("desk.intake");
  const language = await getLocale();
  return (
    <>
      <CheckboxGroup
        name="consents"
        legend={t("consents")}
        hint={t("consents-hint")}
        choices={consentsToEnd().map(({ id, label }) => ({ value: id, label: label[language] }))}
      />
      <div className="reveals">
        <RadioGroup
          name="objects"
          legend={t("objects")}
          hint={t("objects-hint")}
          chosen={["advertising"]}
          choices={["advertising", "uses"].map((value) => ({
            value,
            label: t(`objects-to.${value}`),
            hint: t(`objects-how.${value}`),
          }))}
        />
        <div className="revealed ms-11">
          <CheckboxGroup
            name="uses"
            legend={t("uses")}
            choices={weighedUses({ language }).map(({ id, label, interest }) => ({ value: id, label, hint: interest }))}
          />
        </div>
      </div>
      <RadioGroup
        name="ground"
        legend={t("ground")}
        hint={t("ground-hint")}
        choices={pauseGrounds.map((ground) => ({ value: ground, label: t(`grounds.${ground}`) }))}
      />
    </>
  );
}

/** Who asks, and how the answer reaches them. */
async function Sender({ mail }: Of) {
  const [t, law] = [await getTranslations("desk.intake"), await getTranslations("law")];
  return (
    <>
      <h2>{t("sender")}</h2>
      <Select
        name="requester"
        label={t("requester")}
        hint={t("requester-hint")}
        options={requesters.map((value) => ({ value, label: capital(law(`requesters.${value}`)) }))}
      />
      <RadioGroup
        name="language"
        legend={t("language")}
        choices={[
          ...languages().map((value) => ({ value, label: law(`languages.${value}`) })),
          { value: "other", label: t("other-language"), hint: t("other-language-hint") },
        ]}
      />
      <FormField
        name="name"
        label={t("name")}
        hint={t("name-hint")}
        value={mail?.words?.from.name.slice(0, 200) ?? ""}
        autoComplete="off"
        maxLength={200}
      />
      <FormField
        name="email"
        type="email"
        label={t("email")}
        hint={t("email-hint")}
        value={mail?.words?.from.email ?? ""}
        autoComplete="off"
      />
      <FormField name="post" label={t("post")} hint={t("post-hint")} rows={4} autoComplete="off" maxLength={1_000} />
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
