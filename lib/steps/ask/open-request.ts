/** Art. 12(3): one request comes into being: its clock, its key, the first event of its chain. */
import { randomUUID } from "node:crypto";
import type { Language } from "../../gdpr/language";
import type { Actor, Role } from "../../actor";
import { policy } from "../../company";
import type { Tx } from "../../db";
import { deadline, type Deadline } from "../../gdpr/deadline";
import { maySoundLikeCancelling } from "../../gdpr/contract-words";
import type { Channel } from "../../gdpr/facts";
import type { Right } from "../../gdpr/right";
import type { Requester, Sealed, Terms } from "../../gdpr/wish";
import { contactHash } from "../../seal/contact-hash";
import { drawRequestKey, putInDrawer, sealFor } from "../../seal/request-key";
import type { Person } from "../../sources/source";
import type { Contact } from "../load";
import { keepDeclaration } from "./contract-withdrawal";
import { move } from "../move";
import { drawReference } from "./reference";

export type Opening = {
  submission: string;
  right: Right;
  channel: Channel;
  language: Language;
  /** person.id of the one whose request it is. */
  person: string | null;
  account: string | null;
  /** Who the rows are asked for, and where the answer goes. */
  subject: Person;
  contact: Contact;
  answerBy?: "portal" | "email" | "post";
  requester?: Requester;
  terms: Terms | null;
  /** The person's own words and every value they sent. */
  sealed?: Sealed | null;
  /** The purposes that a withdrawal or an objection ends; ids of the policy. */
  purposes?: string[];
  copyFirst: string | null;
  followsUp: string | null;
  /** The answered request of the same person and right before this one. */
  repeats?: string | null;
  /** No source can be asked for what is wanted: a reviewer answers. */
  byHand?: boolean;
  /** The member of staff who writes down what came by another way, and when. */
  entered?: { by: string; at: Date } | null;
};

/** Opens a request that is received at `now`; gives its reference and its clock. Tells nobody. */
export async function openRequest(
  tx: Tx,
  by: { who: Actor; as: Role },
  opening: Opening,
  now: Date,
): Promise<{ reference: string; clock: Deadline }> {
  const { submission, right, channel, language, person, account, subject, contact, ...more } = opening;
  const { terms, sealed, entered, ...hangs } = more;
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
      tryAt: entered?.at ?? now,
      subject: Buffer.alloc(0),
      contact: Buffer.alloc(0),
      contactHash: contactHash(contact.email),
      ...hangs,
      ...(entered ? { enteredBy: entered.by, enteredAt: entered.at } : {}),
      ...(terms ? { choice: terms } : {}),
    },
  });
  const keys = await drawRequestKey(tx, id);
  const columns = { subject: sealFor(keys, "subject", subject), contact: sealFor(keys, "contact", contact) };
  await tx.request.update({ where: { id }, data: columns });
  const wish = sealed ? await putInDrawer(tx, keys, "wish", sealed) : null;
  if (sealed && maySoundLikeCancelling(sealed.words))
    await keepDeclaration(
      tx,
      { person, name: contact.name, email: contact.email, language },
      { id: randomUUID(), words: sealed.words, order: "" },
      { request: id, at: now },
    );
  // The first event: it opens the chain, so it is told from no state at all.
  await move(tx, id, "received", by.who, {
    as: by.as,
    data: { channel, right, receivedOn: clock.received, dueOn: clock.due },
    commit: wish?.commit ?? null,
    opens: true,
  });
  return { reference: id, clock };
}
