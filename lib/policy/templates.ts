/**
 * Guides for systems that only people reach, one file for each vendor: steps, words to send, by what the person is found,
 * and what has to be written down when it is done. What a file leaves out stands in `generic`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import type { Right } from "../gdpr/right";
import { evidenceFields } from "../gdpr/task-evidence";
import { identifier, notice, worksByHand, type WorkByHand } from "./kinds/manual";
import { id } from "./words";

const lines = z.array(z.string().min(1)).min(1);
const work = z.strictObject({
  steps: z.strictObject({ en: lines, de: lines }).optional(),
  /** Whether the words are sent to the vendor as part of the task. */
  notify: z.boolean().optional(),
  notice: notice.optional(),
  evidence: evidenceFields.optional(),
});
const whole = work.required({ steps: true, notice: true, evidence: true });

const rights = <Work extends z.ZodType>(each: Work) => z.strictObject(Object.fromEntries(worksByHand.map((one) => [one, each])) as Record<WorkByHand, Work>); // prettier-ignore

const template = z.strictObject({
  /** `sure: false`: nobody has looked whether the page is still there; the policy can name another. */
  link: z.strictObject({ url: z.url(), sure: z.boolean() }).optional(),
  identifiers: z.array(identifier).min(1),
  /** Days until it should be done. */
  days: z.number().int().min(0).max(28),
  rights: rights(work.optional()),
});
const generic = template.extend({ rights: rights(whole) });

export type Template = z.output<typeof template>;

/** They lie where the program is started, as the policy itself does. */
const folder = () => resolve("lib/sources/templates");
const read = (name: string): unknown => parse(readFileSync(resolve(folder(), `${name}.yaml`), "utf8"));

const known = new Map<string, Template>();
let complete: z.output<typeof generic> | undefined;

/** The names of all templates. */
export const templateNames = (): string[] =>
  readdirSync(folder())
    .flatMap((file) => (file.endsWith(".yaml") ? [file.slice(0, -".yaml".length)] : []))
    .toSorted();

/** A template by its name; null for one that does not exist. Throws when the file is not one. */
export function templateOf(name: string): Template | null {
  if (!id.safeParse(name).success || !templateNames().includes(name)) return null;
  const found = known.get(name) ?? template.parse(read(name));
  known.set(name, found);
  return found;
}

/** What holds where a template says nothing. */
export function genericTemplate(): z.output<typeof generic> {
  complete ??= generic.parse(read("generic"));
  return complete;
}

/** Which of them a right asks for; null where nothing is done by hand in a system. */
export function workFor(right: Right): WorkByHand | null {
  switch (right) {
    case "access":
    case "portability":
      return "access";
    case "objection":
    case "withdrawal":
      return "objection";
    case "erasure":
    case "rectification":
    case "restriction":
      return right;
    case "intervention":
      return null;
    default:
      return right satisfies never;
  }
}
