/** The policy's own words for what requests are about: labels of categories and sources, in every language. */
import { policy } from "../../company";
import { citation } from "../../letters/citation";
import { money } from "../../letters/money";

export type Words = { en: string; de: string };

/** The label of a category; an id that the policy no longer names stands for itself. */
export const categoryWords = (id: string): Words => policy().categories[id]?.label ?? { en: id, de: id };

export const sourceWords = (id: string): Words => policy().sources[id]?.label ?? { en: id, de: id };

/** The label of a purpose; an id that the policy no longer names stands for itself. */
export const purposeWords = (id: string): Words => policy().purposes[id]?.label ?? { en: id, de: id };

/** A recipient goes by one name in every language. */
export const recipientName = (id: string): string => policy().recipients[id]?.name ?? id;

/** A norm as each language cites it. */
export const citedIn = (language: "en" | "de", norm: string): string => citation(language, norm);

/** An amount in cents as each language writes it. */
export const moneyIn = (language: "en" | "de", cents: number): string => money(language, cents);
