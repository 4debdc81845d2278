"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { readReference } from "../../../../lib/steps/ask/reference";
import { linkRequest } from "../../../../lib/steps/matter/link";
import { notFoundOr } from "../../_parts/refused";

const form = z.object({ matter: z.uuid(), reference: z.string().trim().max(40) });

/** The matter is about this request as well: its file and the data of its person are held. */
export const linkAction = secureAction("link-to-matter", form, async (who, { matter, reference }) => {
  const read = readReference(reference);
  if (!read) return problem("desk.matter.problems.no-reference", "reference");
  const linked = await linkRequest(who, matter, read);
  if (!linked.ok) {
    const because = notFoundOr(linked.reason);
    return problem(`desk.matter.problems.${because}`, because === "closed" ? null : "reference");
  }
  redirect(`/desk/matters/${matter}`);
});
