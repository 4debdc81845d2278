/**
 * Art. 30(1): the record of processing activities, from the policy alone. Each purpose is an activity; what it uses, of whom, for how
 * long and who receives it follows from the categories that name it. What the policy does not hold is named as missing, with the
 * key that would add it.
 */
import type { Language } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { authority } from "../../gdpr/authorities";
import type { Rule } from "../../gdpr/rule";
import type { Policy } from "../../policy/schema";
import { readsEvidence } from "../readers";

export type RecordRecipient = {
  id: string;
  name: string;
  role: Policy["recipients"][string]["role"];
  does: string;
  country: string;
  /** Art. 30(1)(e): outside the EEA it has one; null within. */
  safeguard: string | null;
};
export type Activity = {
  id: string;
  label: string;
  norm: string;
  interest: string | null;
  categories: string[];
  people: string[];
  recipients: RecordRecipient[];
  periods: { category: string; rule: Rule }[];
};
export type ProcessingRecord = {
  edition: string;
  controller: Policy["controller"];
  authority: { name: string; url: string };
  joint: string[];
  activities: Activity[];
  security: string[] | null;
  backups: string;
  /** Keys of the policy file that would add what is not there. */
  missing: { security: boolean; people: string[]; unused: string[] };
};

/** The record in one language; null for those who may not read the evidence. */
export function processingRecord(who: Actor, language: Language): ProcessingRecord | null {
  return readsEvidence(who) ? recordOf(policy(), language) : null;
}

/** The record that a policy makes. */
export function recordOf(own: Policy, language: Language): ProcessingRecord {
  const { edition, controller, purposes, recipients, categories, backups, security } = own;
  const activities = Object.keys(purposes).map((id) => activity(own, id, language));
  const competent = authority(own.authority);
  return {
    edition,
    controller,
    authority: { name: competent.name, url: competent.url },
    joint: Object.values(recipients).flatMap(({ role, name }) => (role === "joint-controller" ? [name] : [])),
    activities: activities.filter((one) => one.categories.length > 0),
    security: security?.map((one) => one[language]) ?? null,
    backups: backups.cycle,
    missing: {
      security: security === undefined,
      people: Object.keys(categories).filter((id) => categories[id]?.people === undefined),
      unused: activities.filter((one) => one.categories.length === 0).map(({ id }) => id),
    },
  };
}

function activity({ purposes, categories, recipients }: Policy, id: string, language: Language): Activity {
  const { label, norm, interest } = purposes[id] as Policy["purposes"][string];
  const used = Object.values(categories).filter((category) => category.purposes.includes(id));
  const receiving = [...new Set(used.flatMap((category) => category.recipients))];
  return {
    id,
    label: label[language],
    norm,
    interest: interest?.[language] ?? null,
    categories: used.map((category) => category.label[language]),
    people: [...new Set(used.flatMap(({ people }) => (people ? [people[language]] : [])))],
    recipients: receiving.flatMap((one) => {
      const recipient = recipients[one];
      if (!recipient) return [];
      const { name, role, does, country, safeguard } = recipient;
      return [{ id: one, name, role, does: does[language], country, safeguard: safeguard?.[language] ?? null }];
    }),
    periods: used.flatMap((category) => category.rules.map((rule) => ({ category: category.label[language], rule }))),
  };
}
