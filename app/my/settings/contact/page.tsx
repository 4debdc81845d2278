import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { freshness } from "../../../../lib/queries/my/fresh";
import { mySettings, type ChosenContact } from "../../../../lib/queries/my/settings";
import { ActionForm } from "../../../_components/action-form";
import { Actions, Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { FormField } from "../../../_components/form-field";
import { Page } from "../../../_components/page";
import { RadioGroup } from "../../../_components/radio-group";
import { reader } from "../../_parts/reader";
import { written } from "../../_parts/written";
import { Back } from "../_parts/back";
import { SignInFirst } from "../_parts/sign-in-first";
import { chooseContactAction, proveContactAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.settings"))("contact") };
}

/** One question: which proved address hears that an answer is there. A code that was sent is asked for first. */
export default async function ChooseContact() {
  const who = await reader();
  const { contact } = await mySettings(who);
  const { fresh, minutes } = freshness(who);
  const t = await getTranslations("my.settings");
  return (
    <Page area="my" current="/my/settings">
      <Back />
      {who.email === null ? (
        <>
          <h1>{t("contact-question")}</h1>
          <p>{t("contact-none")}</p>
        </>
      ) : !fresh ? (
        <>
          <h1>{t("contact-question")}</h1>
          <SignInFirst why={t("contact-fresh", { minutes })} to="/my/settings/contact" />
        </>
      ) : (
        <>
          {contact.asked && <Code asked={contact.asked} />}
          <Choice
            email={who.email}
            contact={contact}
            question={contact.asked ? <h2>{t("contact-question")}</h2> : <h1>{t("contact-question")}</h1>}
            from={contact.waitsUntil && written(who.language, contact.waitsUntil)}
          />
        </>
      )}
    </Page>
  );
}

async function Code({ asked }: { asked: string }) {
  const t = await getTranslations("my.settings");
  const problems = await getTranslations("shell.problems");
  return (
    <ActionForm action={proveContactAction}>
      <ErrorSummary title={problems("title")} />
      <h1>{t("code-question")}</h1>
      <p className="lead wrap-anywhere">{t("code-lead", { email: asked })}</p>
      <FormField
        name="code"
        label={t("code")}
        hint={t("code-hint")}
        short
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <Actions>
        <Button>{t("code-confirm")}</Button>
      </Actions>
    </ActionForm>
  );
}

type Shown = { email: string; contact: ChosenContact; question: ReactNode; from: string | null };

async function Choice({ email, contact: { second, standing, asked }, question, from }: Shown) {
  const t = await getTranslations("my.settings");
  const problems = await getTranslations("shell.problems");
  const { coolDays } = freshness(await reader());
  return (
    <ActionForm action={chooseContactAction} keeps>
      <ErrorSummary title={problems("title")} />
      <RadioGroup
        name="to"
        large
        legend={question}
        hint={from && second ? t("contact-waits", { email: second, from }) : t("contact-hint", { days: coolDays })}
        choices={[
          { value: "sign-in", label: t("contact-sign-in", { email }) },
          ...(second ? [{ value: "second", label: second }] : []),
          { value: "other", label: t("contact-other") },
        ]}
        chosen={[standing === "sign-in" ? "sign-in" : "second"]}
      />
      <FormField
        name="address"
        label={t("contact-address")}
        hint={t("contact-address-hint")}
        type="email"
        autoComplete="email"
        spellCheck={false}
        maxLength={254}
      />
      <Actions>
        <Button look={asked ? "quiet" : "act"}>{t("save")}</Button>
      </Actions>
      <p className="meta">{t.rich("contact-account", { a: (words) => <a href="/my/correct">{words}</a> })}</p>
    </ActionForm>
  );
}
