/**
 * Who reads the stories: in English or German, on a phone or a wide screen, with or without JavaScript.
 *
 * `npm test` has each journey told in full once, when its turn comes (`story-turns.ts`), by one of the four readers of a pairwise
 * choice, so that over all journeys every language meets every screen, with and without JavaScript. `npm run test:all` has each
 * told by all eight, in four rounds, each with demos of its own: a person of the demo can go a way only once.
 */
import { combinations, pairwise, type Combination } from "./pairwise";

/** The width and height of a reader's screen. */
export const screens = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } };

const factors = { language: ["en", "de"], screen: ["wide", "narrow"], javaScriptEnabled: [true, false] } as const;
export type Reader = Combination<typeof factors>;
type Screen = keyof typeof screens;
type Called = `${Reader["language"]}, ${Screen}, ${"no " | ""}JavaScript`;

/** All eight, and the four of them in which any two of the values meet. */
export const everyReader: readonly Reader[] = combinations(factors);
export const chosenReaders: readonly Reader[] = pairwise(factors);

/** How a story's title says who reads it. */
export const called = ({ language, screen, javaScriptEnabled }: Reader): Called =>
  `${language}, ${screen}, ${javaScriptEnabled ? "" : "no "}JavaScript`;

type Told = {
  /** The reader by whom `npm test` has it told. */
  by: Called;
  /** What the story's other language comes to, which is told by `npm run test:all` only. */
  left?: string;
};

/** Every journey that is told by readers. What is not told here by `by` is told by `npm run test:all`, and nowhere else. */
export const journeys = {
  both: { by: "de, wide, no JavaScript" },
  "few pages": { by: "en, wide, JavaScript" },
  outcomes: { by: "de, narrow, JavaScript" },
  take: { by: "de, wide, no JavaScript" },
  send: { by: "en, narrow, no JavaScript", left: "the other company refuses the file" },
  correct: { by: "de, wide, no JavaScript" },
  pause: { by: "en, wide, JavaScript", left: "the customer ends the pause, not the desk" },
  weigh: { by: "en, narrow, no JavaScript", left: "the use goes on, with authority and court in the letter" },
  advertising: { by: "de, narrow, JavaScript" },
  consent: { by: "de, narrow, JavaScript" },
  unsubscribe: { by: "en, narrow, no JavaScript" },
  decision: { by: "en, narrow, no JavaScript", left: "the decision stands" },
  parent: { by: "de, wide, no JavaScript" },
  contract: { by: "de, narrow, JavaScript" },
  messages: { by: "en, wide, JavaScript" },
  settings: { by: "de, narrow, JavaScript" },
  complaint: { by: "de, wide, no JavaScript" },
} as const satisfies Record<string, Told>;
export type Journey = keyof typeof journeys;

/** The four rounds of `npm run test:all`: two readers each, who differ in everything, so that both fit into one demo. */
export const rounds: readonly (readonly Reader[])[] = everyReader
  .filter(({ language }) => language === "en")
  .map((reader) => [reader, opposite(reader)]);

function opposite({ language, screen, javaScriptEnabled }: Reader): Reader {
  return {
    language: language === "en" ? "de" : "en",
    screen: screen === "wide" ? "narrow" : "wide",
    javaScriptEnabled: !javaScriptEnabled,
  };
}

/** Which round this run is, from 1; without one it is `npm test`, or a run by hand. */
export const round = process.env.ROUND === undefined ? undefined : Number(process.env.ROUND);

/** By whom a journey is told in this run. */
export function readersOf(journey: Journey, inRound = round): readonly Reader[] {
  if (inRound === undefined) return chosenReaders.filter((reader) => called(reader) === journeys[journey].by);
  const readers = rounds[inRound - 1];
  if (!readers) throw new Error(`there is no round ${inRound}`);
  return readers;
}

/** What ends the title of a story that is told by readers: from the second round on, nothing else is told again. */
export const toldByReaders = /\((en|de), (wide|narrow), (no )?JavaScript\)$/;

/** In which language and on which screen pages are looked at that are no journey: both of each; in `npm run test:all` all. */
export const looksAt = (inRound = round): readonly Pick<Reader, "language" | "screen">[] =>
  inRound === undefined
    ? [
        { language: "en", screen: "wide" },
        { language: "de", screen: "narrow" },
      ]
    : combinations({ language: factors.language, screen: factors.screen });
