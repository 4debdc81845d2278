import { getTranslations } from "next-intl/server";
import { kindsOf, type KindOfLines } from "../../../lib/gdpr/kinds-of-lines";
import { shortKey, whyKey, type Fate, type Line } from "../../../lib/gdpr/answer-line";
import type { CorrectedFields } from "../../../lib/queries/my/corrected";
import type { Manner } from "../../../lib/queries/my/manner";
import { Chip, type Tone } from "../../_components/chip";
import { KindWhen, When } from "./line-when";
import { counted, listed, type Locale } from "./written";

const tones: Record<Fate, Tone> = {
  deleted: "gone",
  shortened: "done",
  disconnected: "done",
  locked: "lock",
  paused: "lock",
  stays: "stay",
  "handed-out": "done",
  withheld: "ask",
  corrected: "done",
  beside: "done",
  document: "stay",
  stopped: "gone",
  "under-way": "ask",
};

/** So many kinds are read at a glance: there is nothing to fold. */
const few = 3;

type Tense = "will" | "has";
type Lines = {
  lines: readonly Line[];
  /** Whether it is foreseen or has happened. */
  tense: Tense;
  /** How the request goes: some take a copy, some files. */
  manner?: Manner;
  /** What of a kind it is about, by category, where it is not all of it. */
  fields?: CorrectedFields;
  locale: Locale;
};

/**
 * Kinds of data, a line each: how much of it, what becomes of it, why in a few words and from when. What is in it, where it lies and by
 * which norm opens below the line; it needs no script.
 */
export function LineList({ lines, tense, manner, fields, locale }: Lines) {
  const kinds = kindsOf(lines);
  return (
    <ul className="kinds">
      {kinds.map((kind) => (
        <li key={kind.category}>
          <details open={kinds.length <= few}>
            <summary className="kind fate">
              <Head kind={kind} tense={tense} manner={manner} fields={fields} locale={locale} />
            </summary>
            <div className="kind-more">
              <Inside kind={kind} locale={locale} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

type OfKind = Omit<Lines, "lines"> & { kind: KindOfLines };

async function Head({ kind, tense, manner = "access", fields, locale }: OfKind) {
  const t = await getTranslations("my.lines");
  const { category, label, count, systems, lines } = kind;
  const about = fields?.[category] ?? [];
  const fates = [...new Set(lines.map(({ fate }) => fate))];
  const whys = [...new Set(lines.flatMap((line) => shortKey(line) ?? []))];
  return (
    <>
      <span>
        <b>{about.length > 0 ? t("of-fields", { label, fields: listed(locale, about) }) : label}</b>{" "}
        <span className="meta">
          {count === null
            ? t("somewhere", { system: listed(locale, systems) })
            : t("held", { count, number: counted(locale, count), lines: lines.length })}
        </span>{" "}
        {whys.length > 0 && <span className="why">{whys.map((why) => t(`in-short.${why}`)).join(" ")}</span>}
      </span>{" "}
      <span className="when">
        {fates.map((fate) => (
          <span key={fate}>
            <Chip tone={tones[fate]}>{t(`fates.${tense}.${fate}`, { manner })}</Chip>{" "}
          </span>
        ))}
        <KindWhen kind={kind} locale={locale} />
      </span>
    </>
  );
}

/** What the kind is, once; then each system and norm with how many records, why and until when. */
async function Inside({ kind: { lines }, locale }: { kind: KindOfLines; locale: Locale }) {
  const t = await getTranslations("my.lines");
  return (
    <>
      <p>{lines[0]?.what}</p>
      <ul className="parts">
        {lines.map((line) => (
          <li key={line.key}>
            {t(line.count === null ? "somewhere" : "records", {
              count: line.count ?? 0,
              number: counted(locale, line.count ?? 0),
              system: line.system,
            })}{" "}
            {t(`why.${whyKey(line)}`, { norm: line.norm })} {lines.length > 1 && <When line={line} locale={locale} />}
          </li>
        ))}
      </ul>
    </>
  );
}
