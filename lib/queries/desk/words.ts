/** The policy's own words for what requests are about: labels of categories and sources, in every language. */
import { everywhere } from "../../../i18n/language";
import type { Language, Words } from "../../gdpr/language";
import { policy } from "../../company";
import { citation } from "../../letters/citation";
import { money } from "../../letters/money";

export type { Words };

/** The label of a category; an id that the policy no longer names stands for itself. */
export const categoryWords = (id: string): Words => policy().categories[id]?.label ?? everywhere(id);

export const sourceWords = (id: string): Words => policy().sources[id]?.label ?? everywhere(id);

/** The label of a purpose; an id that the policy no longer names stands for itself. */
export const purposeWords = (id: string): Words => policy().purposes[id]?.label ?? everywhere(id);

/** The label of a consent; each has the id of the purpose that it carries. */
export const consentWords = (id: string): Words => policy().consents[id]?.label ?? purposeWords(id);

/** The consents that can be ended here; what only a person's device knows is not among them. */
export const consentsToEnd = (): { id: string; label: Words }[] =>
  Object.entries(policy().consents).flatMap(([id, { label, device }]) => (device ? [] : [{ id, label }]));

/** The interest that the policy names for a purpose on the basis of Art. 6(1)(f). */
export const interestOf = (id: string): Words | null => policy().purposes[id]?.interest ?? null;

/** A use that may have to go on while data are paused (Art. 18(2)). */
export const wordsOfUse = (id: string): Words => policy().pause.continue[id]?.label ?? everywhere(id);

/** Ids of those uses. */
export const allUses = (): string[] => Object.keys(policy().pause.continue);

/** A recipient goes by one name in every language. */
export const recipientName = (id: string): string => policy().recipients[id]?.name ?? id;

/** A norm as each language cites it. */
export const citedIn = (language: Language, norm: string): string => citation(language, norm);

/** An amount in cents as each language writes it. */
export const moneyIn = (language: Language, cents: number): string => money(language, cents);
