/** Art. 17(1), 5(2): why what an answered erasure kept is decided about again: a legal hold ended, or what had needed it. */
import { heldNorms } from "./plan";

export type TakenUp = "held" | "needed";

/** By the norm for which it had been kept. */
export const takenUpAs = (norm: string | null): TakenUp =>
  norm !== null && heldNorms.includes(norm) ? "held" : "needed";
