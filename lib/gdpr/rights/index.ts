/** The rights that decide by a plan, one file each; null where a request is still taken by hand. */
import type { Right } from "../right";
import { access } from "./access";
import type { Decider } from "./decider";
import { erasure } from "./erasure";

export const deciders: Readonly<Record<Right, Decider | null>> = {
  access,
  rectification: null,
  erasure,
  restriction: null,
  portability: null,
  objection: null,
  withdrawal: null,
};
