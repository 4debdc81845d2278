/** What the statement of `authority-sql.ts` answers. */
import type { Day } from "../../gdpr/day";

export type AskedRight = "access" | "erasure";
type Of = { right: AskedRight };
type Both = { requests: number; records: number };
export type Met = "time" | "extension" | "late" | "unsettled" | "cancelled";

/** The answer of the statement. */
export type Found = {
  today: Day;
  from: Day;
  to: Day;
  received: (Of & { channel: string; requester: string; count: number })[];
  ended: (Of & { state: string; met: Met; count: number })[];
  medians: (Of & { days: number })[];
  extensions: (Of & { reason: string; count: number })[];
  doors: (Of & { door: string; count: number })[];
  refusals: (Of & { ground: string; count: number })[];
  told: (Of & Record<Telling, number>)[];
  searches: { outcome: string; count: number; requests: number }[];
  actions: (Of & Both & { action: string })[];
  grounds: (Of & Both & { ground: string })[];
  norms: (Both & { norm: string })[];
  notices: { state: string; because: string | null; count: number }[];
  duties: { due: number; done: number };
  lateDuties: number;
  sweeps: { due: number; done: number };
  holds: { placed: number; released: number; open: number };
  files: number;
};
/** In how many requests each was the case; `remained`: records that were still there when the portal looked again. */
export type Telling =
  | "queried"
  | "fee"
  | "agreed"
  | "declined"
  | "copied"
  | "fetched"
  | "opinion"
  | "second"
  | "waited"
  | "looked"
  | "remained";
