/** Groups of a person's messages: those of one folder that share doubt and date. */
import type { Doubt, Group } from "../../gdpr/plan-value";
import { bucketOf, bucketsOf, dayOf, triggerOf, type Buckets } from "../bucket";
import type { Cutoffs } from "../source";
import { folderOf, type Mailbox } from "./mailbox";
import type { Judged, Searched } from "./search";

/** Which messages a group is; a cut-off travels with it, so that its list means the same messages. */
type Selected = { folder: string; doubt: Doubt | null; third: boolean; bucket: string; cutoff: string | null };

export const selected = (selector: string): Selected => JSON.parse(selector) as Selected;

/** The groups of what was found, in the order of folders, doubts and dates. */
export function groupsOf(mailbox: Mailbox, { messages, pausable }: Searched, cutoffs: Cutoffs): Group[] {
  const groups = new Map<string, Group & { count: number }>();
  for (const message of messages) {
    const { category, named, rule } = folderOf(mailbox, message.folder);
    const buckets = bucketsOf(category, rule, cutoffs);
    const bucket = bucketOf(buckets, mailbox.zone, message.ended);
    const trigger = triggerOf(buckets, mailbox.zone, message.ended);
    const { folder, doubt, third } = message;
    const cutoff = buckets.by === "cutoff" ? buckets.cutoff : null;
    const selector = JSON.stringify({ folder, doubt, third, bucket, cutoff } satisfies Selected);
    const since = dayOf(mailbox.zone, message.at);
    const group = groups.get(selector) ?? {
      source: mailbox.id,
      category,
      rule: named,
      trigger,
      since,
      count: 0,
      belongs: doubt === null ? "mine" : "ask",
      // Whose message it is comes before what else must be looked at in it.
      doubt: doubt ?? (third ? "third-persons" : null),
      ...(doubt !== null && third ? { namesOthers: true as const } : {}),
      inUse: null,
      pausable: pausable.has(folder),
      selector,
    };
    group.count += 1;
    if (group.trigger === null || group.trigger < trigger) group.trigger = trigger;
    if (group.since === null || group.since > since) group.since = since;
    groups.set(selector, group);
  }
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

/** The messages of a group, in the order of their UIDs. */
export function messagesIn(mailbox: Mailbox, { messages }: Searched, group: Group): Judged[] {
  const wanted = selected(group.selector);
  const { category, rule } = folderOf(mailbox, wanted.folder);
  const cutoffs: Cutoffs = wanted.cutoff === null ? {} : { [`${category}/${rule.id}`]: wanted.cutoff };
  const buckets: Buckets = bucketsOf(category, rule, cutoffs);
  return messages.filter(
    ({ folder, doubt, third, ended }) =>
      folder === wanted.folder &&
      doubt === wanted.doubt &&
      third === wanted.third &&
      bucketOf(buckets, mailbox.zone, ended) === wanted.bucket,
  );
}
