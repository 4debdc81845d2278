/**
 * What is tried so often that one run cannot try all of it goes by turns: a common run takes a part, the run of the next day the next
 * one. `EVERYTHING=1` takes all (npm run test:all), `TURN=n` the parts of another run by hand: those in which it has failed.
 */
const { EVERYTHING, TURN } = process.env;
const day = Math.floor(Date.now() / 86_400_000);

/** The number that says of every kind which part is taken: that of the day (UTC), or what `TURN` says. */
export const turnNumber = TURN === undefined ? day : Number(TURN);

/** Whether nothing is left to other days. */
export const takesAll = EVERYTHING === "1";

/**
 * The part of `all` that is tried today, every `turns`-th; `from` says where to begin, so that what is tried by one person today is
 * tried by another tomorrow. In `turns` days in a row all are tried.
 */
export function todaysOf<One>(all: readonly One[], from = 0, turns = 3): readonly One[] {
  if (takesAll) return all;
  const turn = turnOf(turns);
  return all.filter((_, at) => (at + from) % turns === turn);
}

/** Which of the parts today's is, for a log. */
export const turnOf = (turns = 3): number => turnNumber % turns;
