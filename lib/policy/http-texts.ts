/** The variables in the texts of an HTTP source: each must be known where it stands. */
import type { Collection, HttpRequest, HttpSource } from "./kinds/http";
import { finding, type Finding } from "./problem";

type At = readonly (string | number)[];

const variable = /\{([a-z][\w-]*(?:\.[\w-]+)*)\}/g;

/** Findings about every text of a source. */
export function textFindings(at: At, source: HttpSource): Finding[] {
  const settings = Object.keys(source.settings).map((name) => `setting.${name}`);
  const probe = source.probe ? about([...at, "probe"], source.probe, settings) : [];
  return [
    ...probe,
    ...Object.entries(source.collections).flatMap(([name, collection]) =>
      collectionFindings([...at, "collections", name], source, collection, settings),
    ),
  ];
}

function collectionFindings(at: At, source: HttpSource, collection: Collection, settings: string[]): Finding[] {
  const { read, item, with: more, key, needs, each } = collection;
  const parent = each === undefined ? [] : (source.collections[each]?.key ?? []);
  const above = parent.flatMap((name) => (name.startsWith("record.") ? [name.replace("record.", "parent.")] : []));
  const identity = identityVariables(needs ?? []);
  const asked = [...settings, ...identity, ...above];
  // What is searched again instead of read again carries its identity in its key.
  const known = [...settings, ...key, ...(read && item ? [] : identity)];
  const strays = key.flatMap((name, index) =>
    name.startsWith("parent.") && !above.includes(name)
      ? [finding([...at, "key", index], `The collection above has no ${name.slice("parent.".length)} in its key.`)]
      : [],
  );
  return [
    ...strays,
    ...(read ? about([...at, "read"], read, asked) : []),
    ...about([...at, "with"], more, [...asked, ...known]),
    ...(item ? about([...at, "item"], item, known) : []),
    ...writingsOf(collection).flatMap(([name, writing]) => {
      const { job, ...rest } = writing;
      const here = [...at, name];
      const written = [...known, "order.id"];
      return [...about(here, rest, written), ...(job ? about([...here, "job"], job, [...written, "job.id"]) : [])];
    }),
  ];
}

/** Where a record can be asked for under several kinds, a text cannot name one of them. */
const identityVariables = (needs: readonly string[]): string[] => [
  ...(needs.length > 0 ? ["identity.value", "identity.kind"] : []),
  ...(needs.length === 1 ? needs.map((kind) => `identity.${kind}`) : []),
  ...(needs.length === 1 && needs[0] === "account" ? ["account"] : []),
];

export const httpWritings = ["erase", "unlink", "restrict", "stop", "pause", "lift", "rectify"] as const;

/** The writings that a collection has. */
export function writingsOf(collection: Collection) {
  return httpWritings.flatMap((name) => {
    const writing = collection[name];
    return writing ? [[name, writing] as const] : [];
  });
}

/** Every variable below a value that is not known there, and requests with two bodies. */
function about(at: At, value: unknown, known: readonly string[]): Finding[] {
  if (typeof value === "string")
    return [...value.matchAll(variable)].flatMap(([, name = ""]) =>
      known.includes(name) ? [] : [finding(at, unknownSentence(name, known))],
    );
  if (Array.isArray(value)) return value.flatMap((one, index) => about([...at, index], one, known));
  if (value === null || typeof value !== "object") return [];
  const { json, form } = value as Partial<HttpRequest>;
  const bodies = json && form ? [finding(at, "A request has one body: give “json” or “form”.")] : [];
  return [
    ...bodies,
    ...Object.entries(value).flatMap(([key, inner]) => [
      ...about([...at, key], key, known),
      ...about([...at, key], inner, known),
    ]),
  ];
}

function unknownSentence(name: string, known: readonly string[]): string {
  if (name.startsWith("setting.")) return `“${name}” has no value: give it one under “settings” of this source.`;
  const list = known.filter((one) => !one.startsWith("setting."));
  const here = list.length === 0 ? "none is known here" : `known here are ${list.join(", ")}`;
  return `There is no variable “${name}” at this place: ${here}.`;
}
