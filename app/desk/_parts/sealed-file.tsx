import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Language } from "../../../lib/gdpr/language";
import type { PersonFile } from "../../../lib/steps/decide/look";
import { ActionForm } from "../../_components/action-form";
import { Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Facts } from "../../_components/facts";
import { Hidden } from "../../_components/hidden";
import { Corrections } from "./corrections";
import { lookAction } from "./look-action";

type Sealed = {
  reference: string;
  /** The page to come back to. */
  page: string;
  /** Null as long as this person has not looked. */
  file: PersonFile | null;
  language: Language;
  /** What the page looks for in it, where that is not what the person wrote. */
  title?: string;
  /** What else of the file this page shows. */
  children?: ReactNode;
};

/** Who asks, how to reach them and what they wrote: for those who looked, and one press away for those who have not. */
export async function SealedFile({ reference, page, file, language, title, children }: Sealed) {
  const t = await getTranslations("desk.file");
  return (
    <section aria-labelledby="file" className="mb-8">
      <h2 id="file">{title ?? t("title")}</h2>
      {file === null ? (
        <Look reference={reference} page={page} />
      ) : (
        <>
          <Facts
            lines={[
              [t("name"), file.name ?? t("no-name")],
              file.email ? [t("email"), file.email] : null,
              file.post ? [t("post"), <Lines key="post" text={file.post} />] : null,
              file.account ? [t("account"), file.account] : null,
            ]}
          />
          <h3>{t("words")}</h3>
          {file.words ? (
            <Quoted text={file.words} language={language} />
          ) : (
            <p>{t(file.reduced ? "no-words-left" : "no-words")}</p>
          )}
          {file.corrections.length > 0 && <Corrections of={file.corrections} reduced={file.reduced} />}
          {children}
        </>
      )}
    </section>
  );
}

async function Look({ reference, page }: { reference: string; page: string }) {
  const [t, shell] = [await getTranslations("desk.file"), await getTranslations("shell")];
  return (
    <ActionForm action={lookAction} label={t("look")}>
      <ErrorSummary title={shell("problems.title")} />
      <p>{t("sealed")}</p>
      <Hidden values={{ reference, page }} />
      <Button look="quiet">{t("look")}</Button>
    </ActionForm>
  );
}

const Lines = ({ text }: { text: string }) => <span className="whitespace-pre-line">{text}</span>;

/** Somebody's own words, as they wrote them. */
export function Quoted({ text, language }: { text: string; language?: Language }) {
  return (
    <blockquote lang={language} className="read border-s-4 border-line ps-4 mb-4 whitespace-pre-line wrap-anywhere">
      {text}
    </blockquote>
  );
}
