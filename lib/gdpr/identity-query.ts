/**
 * Art. 12(6), Art. 5(1)(c): what may be asked of somebody of whom it is not sure who they are. A copy of an identity document is
 * more than is needed (EDPB Guidelines 01/2022, §§ 73 to 79), so nothing that the portal sends asks for one.
 */
import type { Day } from "./day";
import { lastPromptDay } from "./deadline";
import type { Land } from "./holidays";

const german =
  /\b(?:licht\s?bild|personal|dienst)?ausweis(?:e?s|kopien?|nummer)?\b|\b\w*ausweis(?:kopien?|scan)\b|\breisep[aä]ss\w*|\bp[aä]ss(?:es|kopien?)?\b|\bperso\b|\bführerschein\w*|\baufenthaltstitel\w*/iu;
const english =
  /\bpassports?\b|\bidentity\s+(?:cards?|documents?|papers?)\b|\b(?:photo\s+)?id[\s-]+(?:cards?|documents?|cop(?:y|ies)|scans?)\b|\bphoto\s+id\b|\b(?:your|an?|of)\s+id\b(?!\s*(?:number|no\b))|\bdriv(?:ing|er'?s)\s+licen[cs]es?\b/iu;

/** Whether the words ask for an identity document, in English or German. */
export const namesIdDocument = (text: string): boolean => german.test(text) || english.test(text);

/** Whether a question that leaves on `today` still rests the clock of a request received on `received`. */
export const stillPrompt = ({ received, land, today }: { received: Day; land: Land; today: Day }): boolean =>
  today <= lastPromptDay({ received, land });
