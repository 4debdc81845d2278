import { deadline } from "../../../lib/gdpr/deadline";
import type { Day } from "../../../lib/gdpr/day";
import type { DeskRequest } from "../../../lib/queries/desk/request";

/** Art. 12(4): the last day of a refusal, whatever was paused or extended. From the next one on it is late, and the report says so. */
export const refusalDue = ({ receivedAt, land, zone }: Pick<DeskRequest, "receivedAt" | "land" | "zone">): Day =>
  deadline({ receivedAt, land, zone, pauses: [] }).due;
