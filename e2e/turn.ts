/**
 * What is tried so often that one run cannot try all of it goes by turns: a common run takes a part, the run of the next day the next
 * one. `EVERYTHING=1` takes all (npm run test:all), `TURN=2` a part by hand: the one in which a run has failed.
 */
const { EVERYTHING, TURN } = process.env;
const day = Math.floor(Date.now() / 86_400_000);

/**
 * The part of `all` that is tried today, every `turns`-th; `from` says where to begin, so that what is tried by one person today is
 * tried by another tomorrow. In `turns` days in a row all are tried.
 */
export function todaysOf<One>(all: readonly One[], from = 0, turns = 3): readonly One[] {
  if (EVERYTHING === "1") return all;
  const turn = turnOf(turns);
  return all.filter((_, at) => (at + from) % turns === turn);
}

/** Which of the parts today's is, for a log. */
export const turnOf = (turns = 3): number => (TURN === undefined ? day : Number(TURN)) % turns;
