/**
 * Art. 12(6), Art. 5(1)(c): what may be asked of somebody of whom it is not sure who they are. A copy of an identity document is
 * more than is needed (EDPB Guidelines 01/2022, §§ 73 to 79), so nothing that the portal sends asks for one.
 */
import type { Day } from "./day";
import { lastPromptDay } from "./deadline";
import type { Land } from "./holidays";

const documents =
  /\b(?:ausweis\w*|personalausweis\w*|reisep[aä]ss\w*|p[aä]ss(?:es)?kopie\w*|führerschein\w*|aufenthaltstitel\w*|passports?|identity\s+(?:cards?|documents?)|id[\s-]+(?:cards?|documents?|cop(?:y|ies)|scans?)|driving\s+licen[cs]es?|driver'?s\s+licen[cs]es?)\b/iu;

/** Whether the words ask for an identity document, in English or German. */
export const namesIdDocument = (text: string): boolean => documents.test(text);

/** Whether a question that leaves on `today` still rests the clock of a request received on `received`. */
export const stillPrompt = ({ received, land, today }: { received: Day; land: Land; today: Day }): boolean =>
  today <= lastPromptDay({ received, land });
