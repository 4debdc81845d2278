/** Art. 12(3): the receipt. What we understood, the date of the answer and how it was reckoned, how to correct us. */
import type { Body } from "./compose";
import type { Acknowledgement, Block } from "./letter";
import { longDay, type Say } from "./words";

export const acknowledgement: Body<Acknowledgement> = (facts, say, language) => {
  const { right, receivedOn, channel, dueOn, unrolledOn, identified, copyFirst, undoHours, pageUrl } = facts;
  const due = longDay(language, dueOn);
  const way = channel === "in-person" ? "person" : channel;
  const received = { receivedOn: longDay(language, receivedOn), channel: way, right: say(`rights.${right}`) };
  const moved = unrolledOn === dueOn ? "no" : "yes";
  return [
    { text: say("acknowledgement.received", received) },
    ...choice(facts, say),
    { text: say("acknowledgement.due", { dueOn: due }) },
    { text: say("acknowledgement.how", { unrolledOn: longDay(language, unrolledOn), dueOn: due, moved }) },
    { text: say(identified ? "acknowledgement.identified" : "acknowledgement.unidentified") },
    ...(copyFirst ? [{ text: say("acknowledgement.copy-first") }] : []),
    ...(undoHours ? [{ text: say("acknowledgement.undo", { hours: undoHours }) }] : []),
    { text: say("acknowledgement.wrong") },
    { text: say("acknowledgement.page", { pageUrl }) },
  ];
};

function choice({ choice: chosen }: Acknowledgement, say: Say): Block[] {
  if (chosen === null) return [];
  const { scope, categories, keepLicences } = chosen;
  const licences = keepLicences === null ? "none" : keepLicences ? "keep" : "waived";
  return [{ text: say("acknowledgement.choice", { scope, categories: categories.join(", "), licences }) }];
}
