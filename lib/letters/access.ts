/** Art. 15: the copy is ready. Confirmation, where it lies and how long, what was left out and why. */
import type { Body } from "./compose";
import type { AccessAnswer, Block } from "./letter";
import { remedies } from "./remedies";
import { longDay, type Say } from "./words";

export const access: Body<AccessAnswer> = (facts, say, language) => {
  const { records, receivedOn, requestFileUntil } = facts;
  const received = longDay(language, receivedOn);
  return [
    { text: say(records === 0 ? "access.nothing" : "access.confirm", { records, receivedOn: received }) },
    { text: say("access.download", { expiresOn: longDay(language, facts.expiresOn), downloads: facts.downloads }) },
    { text: say("access.page", { pageUrl: facts.pageUrl }) },
    { heading: say("access.contents-heading") },
    { text: say("access.contents") },
    { text: say("access.otherwise") },
    ...leftOut(facts, say),
    ...(facts.redacted.length + facts.withheld.length > 0 ? [{ text: say("redaction.partial") }] : []),
    { text: say("access.file", { requestFileUntil: longDay(language, requestFileUntil) }) },
    ...remedies(say, facts),
  ];
};

function leftOut({ withheld, redacted, systemsNotSearched }: AccessAnswer, say: Say): Block[] {
  const blocks: Block[] = [];
  if (redacted.length > 0) {
    const list = redacted.map(({ fields, ...line }) => say("redaction.line", { ...line, fields: fields.join(", ") }));
    blocks.push({ heading: say("redaction.heading") }, { text: say("redaction.about") }, { list });
  }
  if (withheld.length > 0) {
    const list = withheld.map(({ label, count, why }) =>
      say("access.withheld-line", { label, count: count ?? 0, why }),
    );
    blocks.push({ heading: say("access.withheld-heading") }, { list });
  }
  if (systemsNotSearched.length > 0)
    blocks.push(
      { heading: say("access.unsearched-heading") },
      { text: say("access.unsearched") },
      { list: systemsNotSearched },
    );
  return blocks;
}
