/** The policy's own words for what requests are about: labels of categories and sources, in every language. */
import { policy } from "../../company";
import { citation } from "../../letters/citation";

export type Words = { en: string; de: string };

/** The label of a category; an id that the policy no longer names stands for itself. */
export const categoryWords = (id: string): Words => policy().categories[id]?.label ?? { en: id, de: id };

export const sourceWords = (id: string): Words => policy().sources[id]?.label ?? { en: id, de: id };

/** A norm as each language cites it. */
export const citedIn = (language: "en" | "de", norm: string): string => citation(language, norm);
