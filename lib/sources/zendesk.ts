/**
 * A Zendesk as a source: profiles and tickets of the people who asked the shop something (developer.zendesk.com,
 * API reference). Only exact addresses and numbers lead to a profile, and an answer with somebody else's ticket stops
 * everything (`WrongPerson`).
 *
 * Not found: what is said about a person in other people's tickets. Not searched: tickets in which they only read along.
 */
import * as z from "zod";
import type { Rule } from "../gdpr/rule";
import type { ZendeskSource } from "../policy/kinds/zendesk";
import { SourceUnreachable, type Source, type SourceTools } from "./source";
import { zendeskApi } from "./zendesk/api";
import { binOf } from "./zendesk/bin";
import { candidatesOf } from "./zendesk/candidates";
import { profilePart } from "./zendesk/classify";
import type { Desk } from "./zendesk/desk";
import { dueRecords } from "./zendesk/due";
import { isOfProfiles } from "./zendesk/due-profiles";
import { groupsOf, recordsOf } from "./zendesk/locate";
import { left, lookingAt } from "./zendesk/left";
import { readGroup } from "./zendesk/read";
import { selected } from "./zendesk/selector";
import { recordsOfSpared } from "./zendesk/spare";
import { undiciTransport, type Transport } from "./zendesk/transport";
import { profileVersion, ticketVersion } from "./zendesk/version";
import { changed, write } from "./zendesk/write";

export type ZendeskOptions = {
  tools: SourceTools;
  /** The policy's zone. */
  zone: string;
  categories: Readonly<Record<string, { rules: readonly Rule[] }>>;
  /** Another way to the Zendesk than connections of its own. */
  transport?: Transport;
};

/** The source `id`. Nothing is connected before the first call; close it when done. Throws when a secret is missing. */
export function zendeskSource(id: string, mapping: ZendeskSource, options: ZendeskOptions): Source {
  const { tools, zone, categories } = options;
  const secret = (name: string): string => {
    const value = tools.secret(name);
    if (!value) throw new Error(`${name} is missing: it says how to reach the source ${id}`);
    return value;
  };
  const base = baseOf(id, mapping.base, secret(mapping.base));
  const transport = options.transport ?? undiciTransport({ local: isLocal(base) });
  const given = { source: id, base, user: secret(mapping.user), token: secret(mapping.token), tools };
  const api = zendeskApi(given, transport);
  const desk: Desk = {
    id,
    mapping,
    api,
    bin: binOf(api),
    candidates: candidatesOf(api),
    tools,
    zone,
    rules: (category) => categories[category]?.rules ?? [],
  };
  return {
    id,
    kind: "zendesk",
    batch: 100,
    probe: () => probed(desk),
    locate: async (person, cutoffs) => ({ groups: await groupsOf(desk, person, cutoffs), learned: {} }),
    async *list(person, group) {
      const { part } = selected(group.selector);
      for await (const found of recordsOf(desk, person, group))
        if ("ticket" in found)
          yield { part, key: String(found.ticket.id), version: ticketVersion(mapping, found.ticket) };
        else yield { part, key: String(found.profile.user.id), version: profileVersion(mapping, found.profile.user) };
    },
    read: (person, group, only) => readGroup(desk, person, group, only),
    write: (writing, items, operation) => write(desk, writing, items, operation),
    changed: (items, writing) => changed(desk, items, writing),
    left: (writing, items) => left(desk, writing, items),
    due: (asked) => dueRecords(desk, asked),
    // The end of the last ticket.
    seesEnd: (category, rule) => isOfProfiles(desk, category, rule),
    ofSpared: (items, spared) => recordsOfSpared(desk, items, spared),
    looking: () => lookingAt(desk),
    partOf: (group) => selected(group.selector).part,
    // A profile cannot go before its tickets.
    inWritingOrder: (parts) =>
      parts.toSorted((one, other) => Number(one === profilePart) - Number(other === profilePart)),
    close: () => transport.close(),
  };
}

/** Only over TLS, but for a Zendesk on this very machine. */
function baseOf(id: string, name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !(url.protocol === "https:" || (isLocal(url) && url.protocol === "http:")))
    throw new Error(`${name} is no https address of the source ${id}`);
  return url;
}

const isLocal = ({ hostname }: URL): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

const me = z.object({ user: z.object({ id: z.number().nullable(), role: z.string() }) });

/** Who asks, and whether they may delete for good. */
async function probed({ api, id }: Desk): Promise<string[]> {
  try {
    const answer = await api.call({ method: "GET", path: "/api/v2/users/me" }, me);
    const role = answer.ok && answer.value.user.id !== null ? answer.value.user.role : "nobody";
    if (role === "admin") return [];
    return [`The user of source ${id} is ${role}, and only an admin deletes users and tickets for good.`];
  } catch (error) {
    if (error instanceof SourceUnreachable) return [`The ${error.message}.`];
    throw error;
  }
}
