/** Art. 12(3): one request comes into being: its clock, its key, the first event of its chain. */
import type { Actor, Role } from "../actor";
import { policy } from "../company";
import type { Tx } from "../db";
import { deadline, type Deadline } from "../gdpr/deadline";
import type { ErasureChoice } from "../gdpr/plan-value";
import type { Right } from "../gdpr/right";
import { drawRequestKey, sealFor } from "../seal/request-key";
import type { Person } from "../sources/source";
import type { Contact } from "./load";
import { move } from "./move";
import { drawReference } from "./reference";

export type Opening = {
  submission: string;
  right: Right;
  channel: "portal" | "other";
  language: "en" | "de";
  /** person.id of the one whose request it is. */
  person: string | null;
  account: string | null;
  /** Who the rows are asked for, and where the answer goes. */
  subject: Person;
  contact: Contact;
  choice: ErasureChoice | null;
  /** The purposes that a withdrawal or an objection ends; ids of the policy. */
  purposes?: string[];
  copyFirst: string | null;
  followsUp: string | null;
};

/** Opens a request that is received at `now`; gives its reference and its clock. Tells nobody. */
export async function openRequest(
  tx: Tx,
  by: { who: Actor; as: Role },
  opening: Opening,
  now: Date,
): Promise<{ reference: string; clock: Deadline }> {
  const { submission, right, channel, language, person, account, subject, contact, choice, ...hangs } = opening;
  const { zone, holidays, edition } = policy();
  const clock = deadline({ receivedAt: now.toISOString(), land: holidays, zone, pauses: [] });
  const id = drawReference();
  await tx.request.create({
    data: {
      id,
      submissionId: submission,
      personId: person,
      right,
      state: "received",
      channel,
      language,
      receivedAt: now,
      receivedOn: new Date(clock.received),
      unrolledOn: new Date(clock.unrolled),
      dueOn: new Date(clock.due),
      account,
      policy: edition,
      tryAt: now,
      subject: Buffer.alloc(0),
      contact: Buffer.alloc(0),
      ...hangs,
      ...(right === "erasure" && choice ? { choice } : {}),
    },
  });
  const keys = await drawRequestKey(tx, id);
  const sealed = { subject: sealFor(keys, "subject", subject), contact: sealFor(keys, "contact", contact) };
  await tx.request.update({ where: { id }, data: sealed });
  // The first event: it opens the chain, so it is told from no state at all.
  await move(tx, id, "received", by.who, {
    as: by.as,
    data: { channel, right, receivedOn: clock.received, dueOn: clock.due },
    opens: true,
  });
  return { reference: id, clock };
}
