/** Art. 15(3), 20: the file that lies ready, and whether this person can open it now. */
import type { Actor } from "../../actor";
import { dayIn, type Day } from "../../gdpr/day";
import type { Policy } from "../../policy/schema";

/** What has to be proved once more before data leave, and whether it was just now. */
export type Opening = {
  freshMinutes: number;
  /** The door through which it can be reached; that of an address only for what that address alone opens. */
  way: "account" | "address";
  /** Whether the sign-in is recent enough, and through that door, to open it now. */
  mayOpen: boolean;
};

export type Copy = Opening & {
  bytes: number;
  until: Day;
  /** How often it can still be downloaded. */
  left: number;
};

type Row = {
  door: string | null;
  package: {
    availableAt: Date | null;
    expiresAt: Date | null;
    destroyedAt: Date | null;
    bytes: bigint | null;
    downloads: number;
    further: number;
  } | null;
};

/** Null while there is none, and when it has gone. */
export function copyOf({ package: copy, door }: Row, who: Actor, { zone, release }: Policy, now: Date): Copy | null {
  if (!copy?.availableAt || !copy.expiresAt || copy.destroyedAt || copy.expiresAt <= now) return null;
  return {
    bytes: Number(copy.bytes),
    until: dayIn(zone, copy.expiresAt),
    left: Math.max(0, release.downloads + copy.further - copy.downloads),
    ...openingOf(door, who, release),
  };
}

export function openingOf(door: string | null, who: Actor, { freshMinutes }: Policy["release"]): Opening {
  // As long as nobody has looked who it is, it can only be the door by which they came.
  const by = door ?? who.door;
  const byAccount = by === null || by === "oidc";
  return {
    freshMinutes,
    way: byAccount ? "account" : "address",
    mayOpen: (who.door === "oidc" || !byAccount) && isRecent(who, freshMinutes),
  };
}

const isRecent = ({ authAge }: Actor, minutes: number) => authAge !== null && authAge <= minutes * 60;
