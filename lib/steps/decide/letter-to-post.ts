/** Art. 12(1): a letter that goes by post has to be printed whole, with the name and the address that pages leave out. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import type { Letter } from "../../letters/letter";
import { openDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { forStaff } from "./allowed";
import { hasLooked } from "./look";

export type LetterToPost = Pick<Letter, "title" | "blocks" | "head"> & {
  /** Name and address, line by line. */
  to: string[];
  from: string;
  city: string;
  on: Day;
};

/** The letter `id`, to those who looked into the file; null to everybody else and where nothing goes by post. */
export async function letterToPost(who: Actor, reference: string, id: string): Promise<LetterToPost | null> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok || !found.value.contact.post || !(await hasLooked(tx, who, reference))) return null;
    const row = await tx.letter.findFirst({ where: { id, request: reference } });
    if (!row) return null;
    const { title, blocks, head } = await openDrawer<Letter>(tx, found.value.keys, row.drawerId);
    const { controller, zone } = policy();
    const { name, street, postcode } = controller;
    const sender = head ? [head.name, ...head.address] : [name, street, `${postcode} ${controller.city}`];
    return {
      title,
      blocks,
      head,
      to: addressed(found.value.contact.name, found.value.contact.post),
      from: sender.join(" · "),
      city: head?.city ?? controller.city,
      on: dayIn(zone, row.madeAt),
    };
  });
}

/** People write their name into the address themselves as often as not. */
function addressed(name: string | null, post: string): string[] {
  const lines = post.split(/\r?\n/).flatMap((line) => line.trim() || []);
  return name && !lines.some((line) => line.includes(name)) ? [name, ...lines] : lines;
}
