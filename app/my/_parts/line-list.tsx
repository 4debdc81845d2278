import { getTranslations } from "next-intl/server";
import type { Fate, Line } from "../../../lib/queries/my/line";
import { Chip, type Tone } from "../../_components/chip";
import { counted, written, type Locale } from "./written";

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

/** Why something may stay, in plain words, by the article that lets it. */
const becauseOf: Record<string, string> = {
  "17(3)(b)": "duty",
  "17(3)(e)": "claims",
  "6(1)(b)": "use",
  "6(1)(f)": "interest",
};

type Lines = {
  lines: readonly Line[];
  /** Whether it is foreseen or has happened. */
  tense: "will" | "has";
  locale: Locale;
  /** What is in it and why lies one press away: for a long list that says the same of each. */
  folds?: boolean;
};

/** Kinds of data with what becomes of each, why and from when. */
export async function LineList({ lines, tense, locale, folds = false }: Lines) {
  const t = await getTranslations("my.lines");
  return (
    <ul className="answer">
      {lines.map((line) => (
        <li key={line.key}>
          <span>
            <b>{line.label}</b>
            <span className="why">
              {t(line.count === null ? "somewhere" : "records", {
                count: line.count ?? 0,
                number: counted(locale, line.count ?? 0),
                system: line.system,
              })}{" "}
              {!folds && <About line={line} />}
            </span>
            {folds && (
              <details className="why">
                <summary>
                  {t("about")} <span className="sr-only">{line.label}</span>
                </summary>
                <About line={line} />
              </details>
            )}
          </span>
          <span className="when">
            <Chip tone={tones[line.fate]}>{t(`fates.${tense}.${line.fate}`)}</Chip>
            <When line={line} locale={locale} />
          </span>
        </li>
      ))}
    </ul>
  );
}

async function About({ line }: { line: Line }) {
  const t = await getTranslations("my.lines");
  return (
    <>
      {line.what} {t(whyKey(line), { norm: line.norm })}
    </>
  );
}

/** Fates that say for themselves why. */
const own: readonly Fate[] = ["paused", "corrected", "beside", "document", "stopped"];

function whyKey({ fate, reason, ground }: Line): string {
  if (own.includes(fate)) return `why.${fate}`;
  if (reason !== "norm") return `why.${reason}`;
  if (fate === "locked" || fate === "stays") return `why.${becauseOf[ground ?? ""] ?? "norm"}`;
  return "why.norm";
}

async function When({ line, locale }: { line: Line; locale: Locale }) {
  const t = await getTranslations("my.lines");
  const { fate, reason, from, last, on, event, taxYear } = line;
  if (fate !== "locked" && fate !== "stays") return on ? <span className="meta">{written(locale, on)}</span> : null;
  if (from !== null)
    return (
      <span>
        {" "}
        {t("from", { date: written(locale, from) })}
        {last !== null && last !== from && <span className="meta">{t("last", { date: written(locale, last) })}</span>}
      </span>
    );
  if (taxYear) return <span className="meta">{t("tax-year")}</span>;
  if (event !== null) return <span className="meta">{t("event", { event })}</span>;
  return reason === "norm" ? null : <span className="meta">{t(`until.${reason}`)}</span>;
}
