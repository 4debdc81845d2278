/** Art. 12(1), 77: what a person chose for themselves, as it lies sealed in their row. */
import * as z from "zod";
import { openColumn, sealColumn } from "./seal";

const settings = z.strictObject({
  /** Where they live or work, so that their own authority is named: codes of `lib/gdpr/authorities`, or `other`. */
  place: z.strictObject({ country: z.string(), land: z.string().nullable() }).nullable(),
  /** Where letters go on paper as well: name and address, one line each. */
  paper: z.string().nullable(),
  /** Which address hears that an answer is there, besides the one that signs in. Absent in what was kept before it could be chosen. */
  answers: z
    .strictObject({
      /** A second address, proved by a code. */
      second: z.string().nullable(),
      /** The instant from which it is written to; null: the one that signs in is. */
      from: z.string().nullable(),
      /** A code that was sent and not typed yet: to where, its keyed hash, until when it works, how often a wrong one was typed. */
      asked: z
        .strictObject({ email: z.string(), code: z.string(), until: z.string(), wrong: z.number().int() })
        .nullable(),
    })
    .default({ second: null, from: null, asked: null }),
});
export type Settings = z.output<typeof settings>;
export type ChosenPlace = NonNullable<Settings["place"]>;

const nothingChosen: Settings = { place: null, paper: null, answers: { second: null, from: null, asked: null } };
const about = "person settings";

export const sealSettings = (chosen: Settings) => sealColumn(about, JSON.stringify(chosen));

/** Null in the column: nothing was chosen. */
export const openSettings = (sealed: Uint8Array | null): Settings =>
  sealed === null ? nothingChosen : settings.parse(JSON.parse(openColumn(about, sealed)));
