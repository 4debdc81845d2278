/** The bars of "When your data goes" (`my.ribbon`): one for each kind and what becomes of it. */
import type { Day } from "../../../lib/gdpr/day";
import { kindsOf, type KindOfLines } from "../../../lib/gdpr/kinds-of-lines";
import type { Line } from "../../../lib/gdpr/answer-line";
import type { RibbonRow, RibbonTone } from "../../../lib/drawings/ribbon";
import { writtenShort, type Locale } from "./written";

/** From when what goes goes: that day, or what has to come before it; null where it has begun. */
export type Starts = Day | "checked" | "copy" | null;

type Say = (key: string, values?: Record<string, string>) => string;
export type Drawn = { lines: readonly Line[]; today: Day; starts: Starts; locale: Locale; t: Say };

const tones: Partial<Record<Line["fate"], RibbonTone>> = {
  deleted: "gone",
  "under-way": "gone",
  shortened: "hold",
  disconnected: "hold",
  locked: "lock",
  stays: "stay",
};

const toneOf = ({ fate }: Line): RibbonTone => tones[fate] ?? "stay";

/** What the person did not ask about is not drawn: no date of it is at stake. */
export function ribbonRows({ lines, ...how }: Drawn): RibbonRow[] {
  const drawn = lines.filter(({ fate, reason }) => tones[fate] && reason !== "not-asked");
  return [...new Set(drawn.map(toneOf))].flatMap((tone) =>
    kindsOf(drawn.filter((line) => toneOf(line) === tone)).map((kind) => {
      const { category, label, since } = kind;
      const end = tone === "stay" || tone === "lock" ? endOfStay(kind, how) : endOfGoing(kind, how);
      return { key: `${tone} ${category}`, label, since, tone, ...end };
    }),
  );
}

type How = Omit<Drawn, "lines">;
type End = Pick<RibbonRow, "until" | "end">;

/** A bar ends where the last of it goes: as long as something of it has no day, it ends nowhere. */
function endOfStay({ last, lines }: KindOfLines, { t, locale }: How): End {
  const dateless = lines.filter((line) => line.last === null);
  if (dateless.length === 0 && last !== null) return { until: last, end: writtenShort(locale, last) };
  return { until: null, end: t(dateless.every(({ reason }) => reason === "held") ? "held" : "no-date") };
}

function endOfGoing({ on, lines }: KindOfLines, { starts, today, t, locale }: How): End {
  if (on !== null && on < today) return { until: on, end: writtenShort(locale, on) };
  const { fate } = lines.find((line) => line.on === null) ?? (lines[0] as Line);
  if (starts === null) return { until: on ?? today, end: t(fate) };
  const named = starts === "checked" || starts === "copy";
  const when = named ? t(`will.${starts}`) : t("will.from", { date: writtenShort(locale, starts) });
  return { until: on ?? (named ? today : starts), end: t(`will.${fate}`, { when }) };
}
