/** Art. 17(3)(e): what of an erasure waits for the end of a hold, as the statements of several steps ask for it. */
import { Prisma } from "../../db/generated/client";
import { heldNorms } from "../../gdpr/plan";

/** That the current plan of the request `r` keeps something because of a hold, and nothing has taken it up yet. */
export const keptByHold = Prisma.sql`EXISTS (
  SELECT FROM "decision" d WHERE d."request" = r."id" AND d."plan_no" = r."plan_no" AND d."action" = 'keep'
    AND d."norm" IN (${Prisma.join([...heldNorms])}) AND d."taken_up_by" IS NULL)`;
