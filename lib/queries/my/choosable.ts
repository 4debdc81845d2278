/** Which kinds of data a customer may choose by name, whatever an address or a form says. */
import { policy } from "../../company";
import { mayName } from "../../gdpr/disclosure";

/** One that waits for a review is left out like one that does not exist: neither says whether anything of it is held. */
export const choosable = (categories: readonly string[]): string[] =>
  categories.filter((category) => mayName(category, policy()));
