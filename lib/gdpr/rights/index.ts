/** The rights that decide by a plan, one file each; null where a person decides without one. */
import type { Right } from "../right";
import { access } from "./access";
import type { Decider } from "./decider";
import { erasure } from "./erasure";
import { objection, withdrawal } from "./objection";
import { portability } from "./portability";
import { rectification } from "./rectification";
import { restriction } from "./restriction";

export const deciders: Readonly<Record<Right, Decider | null>> = {
  access,
  rectification,
  erasure,
  restriction,
  portability,
  objection,
  withdrawal,
  intervention: null,
};
