import type { Right } from "../../../lib/gdpr/right";

/** The word of `desk.steps` by which a decision about one line is offered: what is handed out is kept back in part. */
export function overrideLabel(right: Right): string {
  if (right === "access") return "override-copy";
  return right === "portability" ? "override-portability" : "override";
}
