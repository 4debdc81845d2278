/** Art. 21: what the person said no to here, as the registry tells every system that asks. Reads no source and writes nothing. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { mayUse, type RegistryAnswer } from "../may-use";

/** Null: nothing was said against it. `paused`: it is being weighed, or rests for another reason. */
export type No = { because: "stopped" | "paused"; since: string } | null;

/** How advertising as a whole and each of the named uses stand for the person who is signed in. */
export async function saidNo(who: Actor, uses: readonly string[]): Promise<{ advertising: No; uses: No[] }> {
  const { advertising, channels } = policy().stops;
  const whom = { ...(who.account ? { account: who.account } : {}), ...(who.email ? { email: who.email } : {}) };
  if (!whom.account && !whom.email) return { advertising: null, uses: uses.map(() => null) };
  const asked = [
    ...advertising.map((purpose) => ({ ...whom, purpose })),
    ...channels.map((channel) => ({ ...whom, channel })),
    ...uses.map((purpose) => ({ ...whom, purpose })),
  ];
  const answers = (await mayUse(asked)).map(noOf);
  const parts = answers.slice(0, advertising.length + channels.length);
  return { advertising: wholeNo(parts), uses: answers.slice(parts.length) };
}

const noOf = (answer: RegistryAnswer): No => (answer.allowed ? null : { because: answer.because, since: answer.since });

/** A no to all of it: every purpose and every channel was stopped. It is as old as the first of them. */
function wholeNo(parts: readonly No[]): No {
  const stopped = parts.flatMap((part) => (part?.because === "stopped" ? [part.since] : []));
  const [first] = stopped.toSorted();
  return first !== undefined && stopped.length === parts.length ? { because: "stopped", since: first } : null;
}
