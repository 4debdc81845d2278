/** Art. 5(2): whether the person can take the proof of an answer now, and by which door. */
import type { Actor } from "../../actor";
import type { Policy } from "../../policy/schema";

export type Proof = {
  freshMinutes: number;
  /** The door through which it can be reached; that of an address only for what that address alone opens. */
  way: "account" | "address";
  mayTake: boolean;
};

type Row = { door: string | null; closedAt: Date | null };

/** Null until the request is closed. */
export function proofOf({ door, closedAt }: Row, who: Actor, { release }: Policy): Proof | null {
  if (!closedAt) return null;
  const isRecent = who.authAge !== null && who.authAge <= release.freshMinutes * 60;
  const byAccount = door === null || door === "oidc";
  return {
    freshMinutes: release.freshMinutes,
    way: byAccount ? "account" : "address",
    mayTake: (who.door === "oidc" || !byAccount) && isRecent,
  };
}
