/**
 * §§ 355, 312k BGB: whether somebody's own words may cancel a contract or send goods back. Such words are passed on the
 * same day; to pass on too many costs the shop a look, to miss one costs the person their time limit.
 */

/** What one says to cancel: each with what it is said of, within one sentence, in either order. */
const said: Record<"de" | "en", { cancel: string; contract: string }> = {
  de: {
    cancel:
      "widerruf(?:e|en)?|widerrufsrecht|rücktritt|trete[^.!?]* zurück|storniere?n?|stornierung|kündige?n?|kündigung|zurückgeben|zurückschicken|zurücksenden|rückgabe|retoure|umtauschen|geld zurück",
    contract:
      "kauf|kaufvertrag|vertrag|vertrags|bestellung|auftrag|ware|gerät|keyboard|artikel|lieferung|abo|abonnement|rechnung|lizenz",
  },
  en: {
    cancel:
      "withdraw(?:al)?|cancel(?:l?ing|lation)?|rescind|send(?:ing)?[^.!?]* back|return(?:ing)?|terminate|money back|refund",
    contract: "order|purchase|contract|sale|item|goods|device|keyboard|delivery|parcel|subscription|licen[cs]e|invoice",
  },
};

/** Said of these it is a right of this portal, or nothing that was bought. */
const otherwise =
  /einwilligung|zustimmung|newsletter|werbung|werbe|cookie|consent|advertis|marketing|right of access|auskunft/iu;

const bounded = (words: string) => `(?<![\\p{L}])(?:${words})(?![\\p{L}])`;
const pairs = Object.values(said).map(
  ({ cancel, contract }) =>
    [new RegExp(bounded(cancel), "iu"), new RegExp(`(?<![\\p{L}])(?:${contract})`, "iu")] as const,
);

export function maySoundLikeCancelling(words: string): boolean {
  return words
    .split(/(?<=[.!?\n])\s+/u)
    .some(
      (sentence) =>
        !otherwise.test(sentence) &&
        pairs.some(([cancel, contract]) => cancel.test(sentence) && contract.test(sentence)),
    );
}
