import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireRole } from "../../../lib/sign-in/actor";
import { verdictFor } from "../../../lib/steps/verify-upload";
import { Actions, Button } from "../../_components/button";
import { Page } from "../../_components/page";
import { ProblemTable } from "../_parts/problem-table";
import { VerdictNote } from "../_parts/verdict-note";

type Props = { searchParams: Promise<{ result?: string | string[]; problem?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("evidence.verify"))("title") };
}

/** Hand in a bundle, read what the verifier says of it. */
export default async function VerifyPage({ searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo", "legal");
  const { result, problem } = await searchParams;
  const t = await getTranslations("evidence.verify");
  const verdict = typeof result === "string" ? await verdictFor(who, result) : null;
  const wrong = problem ? String(problem) : result && !verdict ? "gone" : null;
  return (
    <Page area="evidence" current="/evidence/verify">
      <h1>{t("title")}</h1>
      {verdict && (
        <>
          <VerdictNote {...verdict} problems={verdict.problems.length + verdict.more} />
          {verdict.problems.length > 0 && <ProblemTable problems={verdict.problems} more={verdict.more} />}
          <h2>{t("again")}</h2>
        </>
      )}
      <p className={verdict ? undefined : "lead"}>{t("lead")}</p>
      {wrong && (
        <div className="summary" role="alert" aria-labelledby="summary-title" id="error-summary">
          <h2 id="summary-title">{t("summary")}</h2>
          <ul>
            <li>
              <a href="#bundle">{t(`wrong.${t.has(`wrong.${wrong}`) ? wrong : "not-a-form"}`)}</a>
            </li>
          </ul>
        </div>
      )}
      <form action="/api/verify" method="post" encType="multipart/form-data">
        <div className={wrong ? "field has-problem" : "field"}>
          <label htmlFor="bundle">{t("file")}</label>
          <div className="hint" id="bundle-hint">
            {t("file-hint")}
          </div>
          <input
            id="bundle"
            name="bundle"
            type="file"
            accept=".zip,application/zip"
            className="input"
            aria-describedby="bundle-hint"
            aria-invalid={wrong ? true : undefined}
          />
        </div>
        <div className="field">
          <label htmlFor="copy">{t("copy")}</label>
          <div className="hint" id="copy-hint">
            {t("copy-hint")}
          </div>
          <input
            id="copy"
            name="copy"
            type="file"
            accept=".zip,application/zip"
            className="input"
            aria-describedby="copy-hint"
          />
        </div>
        <Actions>
          <Button>{t("button")}</Button>
        </Actions>
      </form>
    </Page>
  );
}
