/**
 * The policy and the sources of this process, opened once: what the company promises and where its data lies.
 */
import { portalNow } from "./db";
import { rateBudget } from "./db/rate-budget";
import { sourceMemory } from "./db/source-memory";
import { cutoff } from "./gdpr/retention";
import { letterheadOf } from "./letters/head";
import type { LetterheadFacts } from "./letters/letter";
import type { Brand } from "./policy/brand";
import { loadPolicy } from "./policy/load";
import { isLogo, readLogo, type Logo } from "./policy/logo";
import type { Policy } from "./policy/schema";
import { openSources } from "./sources";
import type { Cutoffs, Source, SourceTools } from "./sources/source";

let loaded: Policy | undefined;
let opened: Source[] | undefined;
let sign: { found: ReturnType<typeof readLogo> } | undefined;

const policyFile = (): string => process.env.POLICY_FILE ?? "policy.yaml";

/** The policy of this process. Throws every problem of the file at once. */
export function policy(): Policy {
  loaded ??= loadPolicy(policyFile());
  return loaded;
}

/** The company's look, with its sign as it was when the process started. Throws when the sign's file is gone since the policy was checked. */
export function brandOf(): { brand: Brand | undefined; logo: Logo | null } {
  const { brand } = policy();
  sign ??= { found: readLogo(policyFile(), brand) };
  const { found } = sign;
  if (found !== null && !isLogo(found)) throw new Error(found.message);
  return { brand, logo: found };
}

/** What the head of a letter says that is written now. */
export function letterheadNow(): LetterheadFacts {
  const { logo } = brandOf();
  return letterheadOf(policy(), logo && { type: logo.type, data: logo.bytes.toString("base64") });
}

/** The sources that the policy names, in its order: databases first, systems reached by hand last. */
export function sources(): Source[] {
  opened ??= openSources(policy(), { tools: sourceTools });
  return opened;
}

/** What one source is given besides its mapping. */
export const sourceTools = (source: string): SourceTools => ({
  now: async () => (await portalNow()).toISOString(),
  secret: (name) => process.env[name] || undefined,
  memory: sourceMemory(source),
  budget: rateBudget,
});

export function sourceById(id: string): Source {
  const source = sources().find((one) => one.id === id);
  if (!source) throw new Error(`the policy names no source ${id}`);
  return source;
}

/** Cut-offs of all rules in hours, so that sources compare instants and never reckon. */
export function hourCutoffs(now: Date): Cutoffs {
  const { categories, zone, entity } = policy();
  const cutoffs: Cutoffs = {};
  for (const [id, category] of Object.entries(categories))
    for (const rule of category.rules)
      if (rule.keep.startsWith("PT")) {
        const instant = cutoff(rule, now.toISOString(), { zone, entity });
        if (instant !== null) cutoffs[`${id}/${rule.id}`] = instant;
      }
  return cutoffs;
}

/** Closes the connections to the sources (command line, tests, shutdown). */
export async function closeSources(): Promise<void> {
  await Promise.all((opened ?? []).map((source) => source.close()));
  opened = undefined;
  loaded = undefined;
  sign = undefined;
}
