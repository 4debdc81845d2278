/** Art. 15: the copy is ready. Confirmation, where it lies and how long, how much of each kind, what was left out and why. */
import type { Body } from "./compose";
import type { AccessAnswer, Block, Language } from "./letter";
import { remedies } from "./remedies";
import { longDay, longNumber, type Say } from "./words";

export const access: Body<AccessAnswer> = (facts, say, language) => {
  const { records, receivedOn, requestFileUntil } = facts;
  const received = longDay(language, receivedOn);
  return [
    { text: say(`access.${confirmation(facts)}`, { records, receivedOn: received }) },
    { text: say("access.download", { expiresOn: longDay(language, facts.expiresOn), downloads: facts.downloads }) },
    { text: say("access.page", { pageUrl: facts.pageUrl }) },
    { heading: say("access.contents-heading") },
    { text: say("access.contents") },
    ...byKind(facts, say, language),
    { text: say("access.otherwise") },
    ...leftOut(facts, say, language),
    ...(facts.redacted.length + facts.withheld.length > 0 ? [{ text: say("redaction.partial") }] : []),
    { text: say("access.file", { requestFileUntil: longDay(language, requestFileUntil) }) },
    ...remedies(say, facts),
  ];
};

/** Art. 15(1): whether data are held. That there are none is said only where everything was searched and nothing kept back. */
function confirmation({ records, withheld, systemsNotSearched }: AccessAnswer) {
  if (records > 0) return "confirm";
  if (withheld.length > 0) return "all-withheld";
  return systemsNotSearched.length > 0 ? "none-found" : "nothing";
}

/** Art. 12(1): the result by kind, so that it is read without the copy. */
function byKind({ kinds }: AccessAnswer, say: Say, language: Language): Block[] {
  if (kinds.length === 0) return [];
  const head = [say("access.kind"), say("access.count")];
  const rows = kinds.map(({ label, count }) => [label, longNumber(language, count)]);
  return [{ heading: say("access.kinds-heading") }, { table: { head, rows } }];
}

function leftOut(
  { withheld, redacted, systemsNotSearched, searchedBy }: AccessAnswer,
  say: Say,
  language: Language,
): Block[] {
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
      ...(searchedBy ? [{ text: say("access.searched-by", { searchedBy: longDay(language, searchedBy) }) }] : []),
      { list: systemsNotSearched },
    );
  return blocks;
}
