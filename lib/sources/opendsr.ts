/**
 * A processor reached by OpenDSR 2.0 (github.com/opengdpr/OpenDSR). It cannot be searched: that it holds something of
 * whoever it knows by an id is assumed and counts as one record. Its list has one line, under a number drawn for that list
 * alone; the ids themselves lie where a version lies, sealed with the list, and are sent exactly as approved.
 */
import { randomUUID } from "node:crypto";
import type { Group } from "../gdpr/plan-value";
import type { OpendsrSource } from "../policy/kinds/opendsr";
import { prepareCopy, readCopy } from "./opendsr/copy";
import { identitiesOf } from "./opendsr/identities";
import { orderAt } from "./opendsr/order-at";
import { probeProcessor } from "./opendsr/probe";
import { leftOf, writeItems } from "./opendsr/write";
import type { Source, SourceTools } from "./source";

const part = "person";

/** The source `id`. Throws when a secret or an address is missing. */
export function opendsrSource(id: string, mapping: OpendsrSource, tools: SourceTools): Source {
  const at = orderAt(id, mapping, tools);
  return {
    id,
    kind: "opendsr",
    batch: 1,
    probe: () => probeProcessor(mapping, at.asks),
    partOf: () => part,
    async locate(person) {
      const known = identitiesOf(person, mapping.identities).length > 0;
      const unread = !(await at.supports("access"));
      return { groups: [groupOf(id, mapping, { known, unread })], learned: {} };
    },
    async *list(person) {
      const known = identitiesOf(person, mapping.identities);
      if (known.length > 0) yield { part, key: randomUUID(), version: JSON.stringify(known) };
    },
    read: (person, group, columns) => readCopy(at, person, group, columns),
    prepare: (person, _group, columns) => prepareCopy(at, person, columns),
    write: (writing, items, operation) => writeItems(at, writing, items, operation),
    changed: async () => 0,
    left: (writing, items) => leftOf(at, writing, items),
    close: async () => undefined,
  };
}

/** Without an id the processor cannot be asked about the person (Art. 11): that is a question for somebody who can look. */
function groupOf(
  source: string,
  mapping: OpendsrSource,
  { known, unread }: { known: boolean; unread: boolean },
): Group {
  return {
    source,
    category: mapping.category,
    rule: null,
    trigger: null,
    since: null,
    count: known ? 1 : null,
    belongs: "mine",
    doubt: known ? null : "no-identifier",
    inUse: null,
    use: mapping.extension ? (mapping.use ?? null) : null,
    pausable: mapping.extension !== undefined,
    ...(unread ? { unread } : {}),
    assumed: true,
    selector: part,
  };
}
