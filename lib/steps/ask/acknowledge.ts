/** Art. 12(3): the receipt, the same minute: what we understood, by when the answer comes and how that date is counted. */
import { policy } from "../../company";
import type { Tx } from "../../db";
import type { Deadline } from "../../gdpr/deadline";
import type { Channel } from "../../gdpr/facts";
import { loadRequest } from "../load";
import { sendLetter } from "../answer/send-letter";
import { waitingHours } from "../plan/waiting";

/** `bothLanguages`: the person reads another language, so German and English stand below each other. */
export async function acknowledge(
  tx: Tx,
  reference: string,
  clock: Deadline,
  { bothLanguages = false } = {},
): Promise<void> {
  const request = await loadRequest(tx, reference);
  const { categories } = policy();
  const { choice, language } = request;
  const undoHours = choice ? waitingHours(request) : 0;
  const facts = {
    channel: request.channel as Channel,
    dueOn: clock.due,
    unrolledOn: clock.unrolled,
    identified: request.contact.door !== null,
    choice: choice && {
      scope: choice.scope,
      keepLicences: choice.keepLicences,
      categories: choice.categories.map((id) => categories[id]?.label[language] ?? id),
    },
    copyFirst: request.copyFirst !== null,
    undoHours: undoHours > 0 ? undoHours : null,
  };
  await sendLetter(tx, request, "acknowledgement", facts, { also: bothLanguages ? "de" : null });
}
