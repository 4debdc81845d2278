/** What every page of the desk says while a surge lasts. */
import { Prisma } from "../../db/generated/client";

/** The day since which it lasts, and the day on which it has to be looked at again. */
export type SurgeBrief = { since: string; reviewOn: string };

/** The surge that lasts, or nothing: part of a page's statement. */
export const surgeSql = Prisma.sql`
  SELECT jsonb_build_object('since', u."since", 'reviewOn', u."review_on") FROM "surge" u WHERE u."ended_at" IS NULL`;
