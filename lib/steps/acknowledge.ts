/** Art. 12(3): the receipt, the same minute: what we understood, by when the answer comes and how that date is counted. */
import { policy } from "../company";
import type { Tx } from "../db";
import type { Deadline } from "../gdpr/deadline";
import { loadRequest } from "./load";
import { sendLetter } from "./send-letter";

export async function acknowledge(tx: Tx, reference: string, clock: Deadline): Promise<void> {
  const request = await loadRequest(tx, reference);
  const { categories, review } = policy();
  const { choice, language, right } = request;
  await sendLetter(tx, request, "acknowledgement", {
    channel: request.channel as "portal",
    dueOn: clock.due,
    unrolledOn: clock.unrolled,
    identified: request.contact.door !== null,
    choice: choice && {
      scope: choice.scope,
      keepLicences: choice.keepLicences,
      categories: choice.categories.map((id) => categories[id]?.label[language] ?? id),
    },
    copyFirst: request.copyFirst !== null,
    undoHours: right === "erasure" && review.undoHours > 0 ? review.undoHours : null,
  });
}
