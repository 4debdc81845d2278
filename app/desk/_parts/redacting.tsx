import { getLocale, getTranslations } from "next-intl/server";
import { filesField, redactionReasons, type RecordDecision } from "../../../lib/gdpr/redaction";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../lib/queries/desk/words";
import type { RecordToRedact, ToRedact } from "../../../lib/steps/redact/records-to-redact";
import { FormField, Select } from "../../_components/form-field";
import { Hidden } from "../../_components/hidden";
import { Note } from "../../_components/note";
import { RadioGroup } from "../../_components/radio-group";
import { decideRecordsAction, releaseAsDecidedAction } from "../requests/[reference]/redact/action";
import { neutral } from "./neutral";
import { StepForm } from "./step-form";

type Props = {
  request: DeskRequest;
  look: number;
  found: ToRedact;
  /** How many were decided by the last press. */
  kept: number | null;
};

/** The records of one line, a page at a time, each with its decision; below, the press that has the plan made anew with all of them. */
export async function Redacting({ request, look, found, kept }: Props) {
  const t = await getTranslations("desk.redact");
  const locale = await getLocale();
  const { line } = found;
  const { reference, planHash } = request;
  const here = `/desk/requests/${reference}/redact`;
  if (found.state !== "shown")
    return (
      <Note tone="stay">
        <p>{t(found.state)}</p>
      </Note>
    );
  const values = { reference, look: String(look), page: String(line.page) };
  return (
    <>
      <p className="lead">
        {t("option", {
          category: categoryWords(line.category)[locale],
          source: sourceWords(line.source)[locale],
          count: line.count,
        })}
      </p>
      {kept !== null && (
        <Note tone="done">
          <p>{t("kept", { count: kept })}</p>
        </Note>
      )}
      <p>{t("how")}</p>
      <StepForm
        action={decideRecordsAction}
        values={values}
        button={t("keep")}
        back={{ href: here, label: t("other") }}
      >
        {found.records.map((record, at) => (
          <OneRecord key={record.key} record={record} at={at} />
        ))}
      </StepForm>
      <Pages href={`${here}?look=${look}`} line={line} />
      <section aria-labelledby="release" className="mt-8">
        <h2 id="release">{t("release")}</h2>
        <p>{t("release-how")}</p>
        <StepForm
          action={releaseAsDecidedAction}
          values={{ reference, shown: planHash ?? "", line: String(line.idx) }}
          button={t("release-button")}
          look="quiet"
        >
          <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={2} maxLength={10_000} />
        </StepForm>
      </section>
    </>
  );
}

async function OneRecord({ record, at }: { record: RecordToRedact; at: number }) {
  const [t, law] = [await getTranslations("desk.redact"), await getTranslations("law")];
  const locale = await getLocale();
  const { no, part, key, version, fields, files, decided } = record;
  const all = [...fields.map(({ column }) => column), ...(files.length > 0 ? [filesField] : [])];
  const reasons = redactionReasons.map((value) => ({
    value,
    label: t("black-out", { why: law(`redactions.${value}`) }),
  }));
  const choices = [{ value: "give", label: t("give-field") }, ...reasons];
  const empty = fields.filter(({ value }) => value === null).map(({ label }) => neutral(label[locale]));
  if (version === null)
    return (
      <Note tone="stay">
        <p>{t("just-changed", { no })}</p>
      </Note>
    );
  return (
    <section aria-labelledby={`record-${at}`} className="mb-8">
      <h2 id={`record-${at}`}>
        {t("record", { no })}{" "}
        {decided && <span className="meta font-normal">{t(decided.withheld ? "is-withheld" : "is-given")}</span>}
      </h2>
      <Hidden values={{ [`record.${at}`]: JSON.stringify({ part, key, version, fields: all }) }} />
      {fields.map(({ column, label, value }, index) =>
        value === null ? null : (
          <Select
            key={column}
            name={`field.${at}-${index}`}
            label={neutral(label[locale])}
            hint={<span className="block whitespace-pre-wrap wrap-anywhere text-ink">{neutral(value)}</span>}
            options={choices}
            value={chosenFor(decided, column, "give")}
          />
        ),
      )}
      {files.length > 0 && (
        <Select
          name={`field.${at}-${fields.length}`}
          label={t("files")}
          hint={
            <span className="block wrap-anywhere">{t("files-hint", { files: files.map(neutral).join(", ") })}</span>
          }
          options={choices}
          value={chosenFor(decided, filesField, "rights-of-others")}
        />
      )}
      {empty.length > 0 && <p className="meta">{t("empty", { fields: empty.join(", ") })}</p>}
      <RadioGroup
        name={`fate.${at}`}
        legend={t("fate", { no })}
        chosen={[decided ? (decided.withheld ?? "give") : "later"]}
        choices={[
          { value: "later", label: t("later"), hint: t("later-hint") },
          { value: "give", label: t("give"), hint: t("give-hint") },
          ...redactionReasons.map((value) => ({ value, label: t("withhold", { why: law(`redactions.${value}`) }) })),
        ]}
      />
    </section>
  );
}

const chosenFor = (decided: RecordDecision | null, field: string, unless: string): string =>
  decided && decided.withheld === null && Object.hasOwn(decided.fields, field)
    ? (decided.fields[field] ?? "give")
    : unless;

async function Pages({ href, line: { page, pages } }: { href: string; line: ToRedact["line"] }) {
  const t = await getTranslations("desk.records");
  if (pages < 2) return null;
  return (
    <nav aria-label={t("pages")}>
      <p>
        {page > 1 && (
          <a href={`${href}&page=${page - 1}`} className="me-4">
            {t("earlier")}
          </a>
        )}
        <span className="me-4">{t("page", { page, pages })}</span>
        {page < pages && <a href={`${href}&page=${page + 1}`}>{t("later")}</a>}
      </p>
    </nav>
  );
}
