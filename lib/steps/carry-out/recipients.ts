/**
 * Art. 19: whoever received the data is told of a correction, a deletion and a pause. A person tells them, in the words
 * that the task proposes, and writes down when; the answer names them to the person.
 */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { runBy } from "../../policy/categories-of";
import type { Policy } from "../../policy/schema";
import type { Loaded } from "../load";

type Kind = "tell-recipient" | "tell-lifted";
type Told = { recipient: string; veiled: boolean };

/**
 * A task for each recipient of the categories, within the days of the policy and, of what was asked for, within the month.
 * A recipient whose system is worked on by hand for this request anyway hears of it there; an authority that asked in an
 * inquiry is none.
 */
export async function tellRecipients(
  tx: Tx,
  request: Loaded,
  categories: readonly string[],
  kind: Kind = "tell-recipient",
): Promise<void> {
  const { id, unrolledOn } = request;
  const byHand = await tx.task.findMany({ where: { request: id, source: { not: null } }, select: { source: true } });
  const reached = new Set(byHand.map(({ source }) => runBy(policy().sources[source ?? ""])));
  const { zone, recipientDays } = policy();
  const soon = new Date(addDays(dayIn(zone, await portalNow(tx)), recipientDays));
  // A pause mostly ends when the month of its request is long over.
  const dueOn = kind === "tell-lifted" || soon < unrolledOn ? soon : unrolledOn;
  const told = recipientsOf(policy(), categories).filter(({ recipient }) => !reached.has(recipient));
  const data = told.map(({ recipient, veiled }) => {
    // A name of its own, which no page of the person looks for.
    return { request: id, dueOn, recipient, kind: veiled ? `${kind}-reviewed` : kind };
  });
  await tx.task.createMany({ data, skipDuplicates: true });
}

/** Recipients of the categories; veiled are those of a category that is told of only after a review. */
export function recipientsOf({ categories, recipients }: Policy, ids: readonly string[]): Told[] {
  const of = (disclose: "always" | "after-review") => [
    ...new Set(
      ids.filter((id) => categories[id]?.disclose === disclose).flatMap((id) => categories[id]?.recipients ?? []),
    ),
  ];
  const open = of("always").filter((id) => isTold(recipients[id]));
  const veiled = of("after-review").filter((id) => isTold(recipients[id]) && !open.includes(id));
  return [
    ...open.map((recipient) => ({ recipient, veiled: false })),
    ...veiled.map((recipient) => ({ recipient, veiled: true })),
  ];
}

const isTold = (recipient: Policy["recipients"][string] | undefined): boolean =>
  recipient !== undefined && recipient.notice !== "none" && recipient.role !== "authority";
