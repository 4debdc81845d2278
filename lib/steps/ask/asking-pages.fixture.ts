/** Each page of a customer that asks sources, and what it asks of them: how often they are asked is counted for all of them. */
import type { Actor } from "../../actor";
import type { ErasureChoice } from "../../gdpr/plan-value";
import { consents } from "./consents";
import { correctableKinds, correctableRecords } from "./correctable";
import { machineDecisions } from "./machine-decisions";
import { joinedParts, preview, previewInParts } from "./preview";
import type { Unheard } from "./told";

const everything: ErasureChoice = { scope: "everything", categories: [], keepLicences: null, doNotContact: false };
const kind = "order";

async function records(who: Actor): Promise<Unheard & { shown: unknown[] }> {
  const found = await correctableRecords(who, kind);
  if (!found) throw new Error(`the model policy has a kind ${kind} that can be set right`);
  return { ...found, shown: found.records };
}

/** By the folder of the page under `app`. `most` statements of the portal's own, where others are asked as well. */
export const askingPages: Readonly<
  Record<string, { most: number; ask(who: Actor): Promise<Unheard & { shown: unknown[] }> }>
> = {
  // What is in force or the clock, and the clock for a system's own dates.
  "my/data": { most: 2, ask: async (who) => drafted(await joinedParts(await previewInParts(who))) },
  "my/new": { most: 2, ask: async (who) => drafted(await preview(who, "erasure", everything)) },
  "my/pause": { most: 2, ask: async (who) => drafted(await preview(who, "access", null)) },
  "my/correct": {
    most: 2,
    ask: async (who) => {
      const found = await correctableKinds(who);
      return { ...found, shown: found.kinds };
    },
  },
  "my/correct/[category]": { most: 0, ask: records },
  "my/correct/[category]/[code]": { most: 0, ask: records },
  // The registry says what was stopped and what rests.
  "my/consents": {
    most: 4,
    ask: async (who) => {
      const found = await consents(who);
      return { ...found, shown: found.consents };
    },
  },
  "my/decision": {
    most: 0,
    ask: async (who) => {
      const found = await machineDecisions(who);
      return { ...found, shown: found.decisions };
    },
  },
};

const drafted = <Found extends Unheard & { drafts: unknown[] }>(found: Found) => ({ ...found, shown: found.drafts });
