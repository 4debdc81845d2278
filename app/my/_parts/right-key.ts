import type { Manner } from "../../../lib/queries/my/manner";
import type { Right } from "../../../lib/gdpr/right";

/** What was asked for, in a few words under `my`: whoever asks for somebody else does not ask for "my data". */
export const rightKey = ({ right, manner }: { right: Right; manner: Manner }): string =>
  manner === "another" ? `rights-of-another.${right}` : `rights.${right}`;
