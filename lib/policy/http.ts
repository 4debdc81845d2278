/** What an HTTP source says by itself: names, whose records it finds, how each end is carried out, where it may go. */
import { ruleOf } from "../gdpr/retention";
import { httpWritings, textFindings, writingsOf } from "./http-texts";
import type { Collection, HttpSource, HttpWriting } from "./kinds/http";
import { finding, type Finding } from "./problem";
import type { Policy } from "./schema";

type At = readonly (string | number)[];

/** Findings about one HTTP source. */
export function httpFindings(policy: Policy, id: string, source: HttpSource): Finding[] {
  const at = ["sources", id];
  return [
    ...named(policy.recipients, source.recipient, [...at, "recipient"], "recipient"),
    ...hostFindings(at, source),
    ...textFindings(at, source),
    ...Object.entries(source.collections).flatMap(([name, collection]) => {
      const here = [...at, "collections", name];
      return [
        ...named(policy.categories, collection.category, [...here, "category"], "category"),
        ...reachFindings(policy, here, source, collection),
        ...readFindings(here, collection),
        ...endFindings(policy, here, collection),
        ...writingFindings(here, collection),
        ...fieldFindings(policy, here, collection),
      ];
    }),
  ];
}

function named(known: object, id: string, at: At, kind: string): Finding[] {
  return Object.hasOwn(known, id) ? [] : [finding(at, `There is no ${kind} “${id}”: define it or mend the name.`)];
}

/** Whatever is asked must be among the hosts; a base in the environment is checked when it is used. */
function hostFindings(at: At, { base, hosts, auth }: HttpSource): Finding[] {
  const own = URL.canParse(base) ? [new URL(base).host] : [];
  const allowed = hosts.length === 0 ? own : hosts;
  const misses = (address: string, where: At) =>
    URL.canParse(address) && allowed.length > 0 && !allowed.includes(new URL(address).host)
      ? [finding(where, `The host ${new URL(address).host} may not be asked: add it to “hosts” of this source.`)]
      : [];
  return [
    ...misses(base, [...at, "base"]),
    ...(auth?.type === "oauth2" ? misses(auth.tokenFrom, [...at, "auth", "tokenFrom"]) : []),
    ...(auth?.type === "oauth2" && auth.grant === "refresh_token" && auth.refreshToken === undefined
      ? [finding([...at, "auth"], "The grant refresh_token needs a “refreshToken”: name its environment variable.")]
      : []),
  ];
}

function reachFindings({ sources }: Policy, at: At, { collections }: HttpSource, collection: Collection): Finding[] {
  const { needs, each } = collection;
  if ((needs === undefined) === (each === undefined))
    return [finding(at, "Say by what the person is found: “needs” kinds of identities, or “each” record of another collection.")]; // prettier-ignore
  if (each !== undefined) return parentFindings([...at, "each"], collections, each);
  const learned = Object.values(sources).flatMap((source) =>
    source.kind === "postgres" ? source.learns.flatMap(({ ids = {} }) => Object.keys(ids)) : [],
  );
  return (needs ?? []).flatMap(
    (kind, index) =>
    ["account", "email", ...learned].includes(kind)
      ? []
      : [finding([...at, "needs", index], `No database learns “${kind}”: add it to “ids” under “learns”, or mend the name.`)], // prettier-ignore
  );
}

function parentFindings(at: At, collections: HttpSource["collections"], each: string): Finding[] {
  const seen: string[] = [];
  for (let name: string | undefined = each; name !== undefined; name = collections[name]?.each) {
    if (!collections[name]) return [finding(at, `There is no collection “${name}” in this source: mend the name.`)];
    if (seen.includes(name)) return [finding(at, "The collections stand above each other in a circle.")];
    seen.push(name);
  }
  return collections[each]?.read
    ? []
    : [finding(at, `“${each}” hands no records out, so nothing can be asked for each of them.`)];
}

/** A search may give similar others; without a check an erasure could hit a stranger. */
function readFindings(at: At, { read, key, item, needs, with: more }: Collection): Finding[] {
  if (!read) {
    const idle = [...(key.length > 0 ? ["key"] : []), ...(item ? ["item"] : []), ...Object.keys(more).slice(0, 1).map(() => "with")]; // prettier-ignore
    return idle.map((name) => finding([...at, name], `Without “read” there are no records: remove “${name}”.`));
  }
  return [
    ...(key.length === 0 ? [finding(at, "Records need a “key”: name the fields that tell one from another.")] : []),
    ...(needs && !read.mustEqual && !read.belongs
      ? [
          finding(
            [...at, "read"],
            "Nothing says that these records are the person's: compare a field under “mustEqual” (a search) or “belongs” (one person's own).",
          ),
        ]
      : []),
  ];
}

/** What the category's rule asks for must be said; so must what a purpose and a pause need. */
function endFindings({ categories }: Policy, at: At, collection: Collection): Finding[] {
  const { category, rule: name, use, stop, pause, lift } = collection;
  const rules = categories[category]?.rules ?? [];
  const rule = ruleOf(rules, name);
  if (!rule)
    return rules.length === 0
      ? []
      : [finding([...at, "rule"], `The category “${category}” has no such rule: name one of its rules.`)];
  const asked = [...new Set([rule.end, rule.onRequest, rule.meanwhile])].filter((end) => end !== "keep");
  const has = httpWritings.filter((writing) => collection[writing]);
  const both = (one: unknown, other: unknown) => (one === undefined) === (other === undefined);
  return [
    ...asked.flatMap((end) => {
      if (end === "truncate")
        return [finding(at, `The rule “${rule.id}” of “${category}” shortens records, which no system does by a call.`)]; // prettier-ignore
      return has.includes(end)
        ? []
        : [finding(at, `The rule “${rule.id}” of “${category}” ends with ${end}: say here under “${end}” by which call.`)]; // prettier-ignore
    }),
    ...(both(use, stop)
      ? []
      : [finding(at, "“use” names the purpose of these records, “stop” how it ends in them: give both, or neither.")]),
    ...(both(pause, lift)
      ? []
      : [finding(at, "“pause” marks records as paused, “lift” takes the mark away: give both, or neither.")]),
  ];
}

function writingFindings(at: At, collection: Collection): Finding[] {
  return writingsOf(collection).flatMap(([name, writing]) => {
    const here = [...at, name];
    const { done, accepted, job, confirmAfter } = writing;
    return [
      ...(done.length + accepted.length === 0
        ? [finding(here, "Say which statuses mean that it was done: “done”, or “accepted” for later.")]
        : []),
      ...(accepted.length > 0 && !job && !confirmAfter
        ? [finding(here, "What is only accepted is confirmed later: say how under “job”, or after what time under “confirmAfter”.")] // prettier-ignore
        : []),
      ...(job && confirmAfter
        ? [finding([...here, "confirmAfter"], "The job itself says when it is done: remove “confirmAfter”.")]
        : []),
      ...(isLostForGood(collection, name, writing)
        ? [
            finding(
              here,
              "After a lost answer nobody could tell whether it was done: add “find”, or “repeatable: true” if the same call twice is harmless.",
            ),
          ]
        : []),
      ...(name === "rectify" && (job || confirmAfter || !collection.read)
        ? [finding(here, "A correction is seen in the record at once, or it is made by hand.")]
        : []),
    ];
  });
}

function isLostForGood({ read }: Collection, name: string, writing: HttpWriting): boolean {
  const { repeatable, request, find, state, job, confirmAfter } = writing;
  const harmless = repeatable ?? ["PUT", "DELETE"].includes(request.method);
  const seen = read !== undefined && !job && !confirmAfter && (name === "erase" || name === "rectify" || !!state);
  return !harmless && !find && !seen;
}

/** What people hand in, take along or set right has a name they understand (Art. 16, 20). */
function fieldFindings({ fields, purposes }: Policy, at: At, { provided, rectify, use }: Collection): Finding[] {
  const read = [
    ...provided.map((name, index) => ({ name, at: [...at, "provided", index] })),
    ...(rectify?.fields ?? []).map((name, index) => ({ name, at: [...at, "rectify", "fields", index] })),
  ];
  return [
    ...read.flatMap(({ name, at }) =>
      Object.hasOwn(fields, name) ? [] : [finding(at, `People read of “${name}”: give it a label under “fields”.`)],
    ),
    ...(use === undefined ? [] : named(purposes, use, [...at, "use"], "purpose")),
  ];
}
