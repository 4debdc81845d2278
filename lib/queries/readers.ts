/** Who may read what: the desk is for those who decide and advise, the evidence also for legal. */
import { has, type Actor } from "../actor";

export const readsDesk = (who: Actor): boolean => has(who, "reviewer", "dpo");
export const readsEvidence = (who: Actor): boolean => has(who, "reviewer", "dpo", "legal");
