import { getLocale, getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { categoryWords, sourceWords } from "../../../lib/queries/desk/words";
import {
  most,
  type FieldSeen,
  type RecordSeen,
  type RecordsSeen as Seen,
} from "../../../lib/steps/decide/records-shown";
import { Facts } from "../../_components/facts";
import { Note } from "../../_components/note";
import { neutral } from "./neutral";
import { Quoted } from "./sealed-file";

type Props = { reference: string; look: number; seen: Seen };

/** What a look opened: the line and what for, then one page of its records, or why there is none. */
export async function RecordsSeen({ reference, look, seen }: Props) {
  const [t, law] = [await getTranslations("desk.records"), await getTranslations("law")];
  const locale = await getLocale();
  const { line } = seen;
  const here = `/desk/requests/${reference}/records`;
  return (
    <>
      <h2>{t("recorded")}</h2>
      <Facts
        lines={[
          [t("category"), categoryWords(line.category)[locale]],
          [t("system"), sourceWords(line.source)[locale]],
          [t("verdict"), law(`actions.${line.action}`)],
          [t("counted"), t("counted-records", { count: line.count })],
          [t("purpose"), law(`look-purposes.${line.why}`)],
        ]}
      />
      <Quoted text={line.words} />
      {seen.state === "shown" ? (
        <Shown records={seen.records} />
      ) : (
        <Note tone="stay">
          <p>{t(seen.state)}</p>
        </Note>
      )}
      {seen.state === "shown" && <Pages href={`${here}?look=${look}`} line={line} />}
      <p>
        <a href={here}>{t("other")}</a>
      </p>
      <p>
        <a href={`/desk/requests/${reference}`}>{t("back")}</a>
      </p>
    </>
  );
}

async function Shown({ records }: { records: RecordSeen[] }) {
  const t = await getTranslations("desk.records");
  if (records.length === 0) return <p>{t("empty")}</p>;
  return (
    <>
      <p className="meta">{t("kept-nowhere")}</p>
      {records.map(({ no, key, fields, files }) => (
        <section key={key} aria-labelledby={`record-${no}`} className="mb-8">
          <h3 id={`record-${no}`}>{t("record", { no })}</h3>
          <Fields fields={fields} files={files} />
        </section>
      ))}
    </>
  );
}

async function Fields({ fields, files }: { fields: readonly FieldSeen[]; files: readonly string[] }) {
  const t = await getTranslations("desk.records");
  const locale = await getLocale();
  return (
    <dl className="facts">
      {fields.map(({ column, label, value }) => (
        <Fragment key={column}>
          <dt>{neutral(label[locale])}</dt>
          <dd className="whitespace-pre-wrap wrap-anywhere" dir="auto">
            {value === null ? <span className="meta">{t("no-value")}</span> : <Value text={value} />}
          </dd>
        </Fragment>
      ))}
      {files.length > 0 && (
        <>
          <dt>{t("files")}</dt>
          <dd className="wrap-anywhere">
            {files.map(neutral).join(", ")} <span className="meta">{t("files-hint")}</span>
          </dd>
        </>
      )}
    </dl>
  );
}

/** A page shows many records: of a very long value its beginning says what it is. */
const longest = 4_000;

async function Value({ text }: { text: string }) {
  const t = await getTranslations("desk.records");
  if (text.length <= longest) return neutral(text);
  return (
    <>
      {neutral(text.slice(0, longest))} <span className="meta">{t("cut", { more: text.length - longest })}</span>
    </>
  );
}

async function Pages({ href, line: { page, pages, count } }: { href: string; line: Seen["line"] }) {
  const t = await getTranslations("desk.records");
  return (
    <>
      {pages > 1 && (
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
      )}
      {count > most && <p className="meta">{t("only-first", { most })}</p>}
    </>
  );
}
