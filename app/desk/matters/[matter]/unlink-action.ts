"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { unlinkRequest } from "../../../../lib/steps/matter/link";
import { notFoundOr } from "../../_parts/refused";

/** The matter is not about this request: what it held of it goes on. */
export const unlinkAction = secureAction(
  "unlink-from-matter",
  z.object({ matter: z.uuid(), reference }),
  async (who, { matter, reference: linked }) => {
    const unlinked = await unlinkRequest(who, matter, linked);
    if (!unlinked.ok) return problem(`desk.matter.problems.${notFoundOr(unlinked.reason)}`);
    redirect(`/desk/matters/${matter}`);
  },
);
