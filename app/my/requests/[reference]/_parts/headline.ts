import { getTranslations } from "next-intl/server";
import { givesCopy } from "../../../../../lib/gdpr/right";
import type { Manner } from "../../../../../lib/queries/my/manner";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { counted, listed, money, written, writtenInstant, type Locale } from "../../../_parts/written";
import { pausedInShort } from "../../../_parts/paused-words";
import { erased } from "./erased";
import { headlineKey } from "./headline-key";

/** One sentence that is true for this person now. */
export async function headline(request: RequestView, locale: Locale): Promise<string> {
  const t = await getTranslations("my.headlines");
  const { manner, phase, due, today, undoUntil, zone, copy, outcome, paused, fee } = request;
  const carriedOut = phase === "answered" || request.state === "fulfilled";
  if (manner === "erasure" && carriedOut && outcome) return erased(request, outcome, locale);
  // A pause goes on after its answer, and its end is what the person has to know then.
  const now = manner === "restriction" && paused && paused.state !== "paused" && phase === "answered";
  const word = now ? paused.state : phase;
  const what = manner === "restriction" && paused ? await pausedInShort(paused, locale) : "";
  const part = `${manner}.${word}-part`;
  const key = what !== "" && t.has(part) ? part : headlineKey(request, t.has, word);
  // A day that is past is promised no more.
  const late = request.closedOn === null && due.due < today && String(t.raw(key)).includes("{due}");
  const said = t(late ? "any.late" : key, {
    what,
    due: written(locale, due.due),
    since: paused ? writtenInstant(locale, paused.since, zone) : "",
    ends: paused?.endsOn ? written(locale, paused.endsOn) : "",
    dated: paused?.endsOn ? "yes" : "no",
    fee: fee ? money(locale, fee.cents) : "",
    undo: undoUntil ? writtenInstant(locale, undoUntil, zone) : "",
    until: copy ? written(locale, copy.until) : "",
  });
  return [said, ...(await restInWords(request, locale))].join(" ");
}

/** A copy is no whole answer as long as a person still looks somewhere. */
async function restInWords({ rest, right, phase }: RequestView, locale: Locale): Promise<string[]> {
  if (!rest || !givesCopy(right) || (phase !== "answered" && phase !== "ready")) return [];
  const t = await getTranslations("my.rest");
  return [t(rest.late ? "late" : "by", { right, date: written(locale, rest.by) })];
}

const parts = [
  "handedOut",
  "erased",
  "shortened",
  "unlinked",
  "locked",
  "paused",
  "corrected",
  "stopped",
  "kept",
  "aside",
  "notFound",
  "open",
] as const;

/** Where what was found is not what it was about, its number would mislead. */
const partial: readonly Manner[] = ["editing", "address", "correcting", "weighing"];

/** The numbers in one sentence, or what happens next. */
export async function lead(request: RequestView, locale: Locale): Promise<string> {
  const { outcome, phase, manner, due, today, copyReady, recipients, byHand } = request;
  const t = await getTranslations("my.numbers");
  const settled = outcome && !partial.includes(manner) && ["answered", "ready", "running"].includes(phase);
  if (!settled) {
    const next = await getTranslations("my.next");
    if (phase === "copy-first" && !copyReady) return next("any.copy-not-ready");
    const key = headlineKey(request, next.has, phase);
    return next(due.due < today && next.has(`late.${phase}`) ? `late.${phase}` : key, {
      due: written(locale, due.due),
      told: recipients.some(({ notTold }) => notTold === null) ? "yes" : "no",
    });
  }
  const { numbers, aside, total, systems, handSystems } = outcome;
  // Tasks are there once the plan was carried out; what is done of them stands below with its day.
  const atWork = byHand.length > 0 ? byHand.filter(({ doneOn }) => doneOn === null).length : handSystems.length;
  // What the request was not about was not refused either: it is no part of what was kept.
  const found = { ...numbers, kept: numbers.kept - aside, aside };
  const told = parts
    .filter((part) => found[part] > 0)
    .map((part) => t(part, { count: found[part], number: counted(locale, found[part]), manner }));
  return [
    t(total === 0 ? "found-none" : "found", { count: total, number: counted(locale, total), systems }),
    told.length > 0 ? t("of-these", { list: listed(locale, told) }) : "",
    atWork > 0 ? t("by-hand", { count: atWork }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}
