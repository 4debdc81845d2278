"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { look } from "../../../lib/steps/decide/look";
import { notFoundOr } from "./refused";

/** A page of the desk about one object. */
const page = /^\/desk\/(?:tasks\/[0-9a-f-]{36}|requests\/R-[0-9A-HJKMNP-TV-Z]{16}\/[a-z-]{1,30}(?:\/[0-9a-f-]{36})?)$/;
const form = z.object({ reference, page: z.string().regex(page) });

/** Records that somebody looks into the file of a request, and leads back to the page that shows it. */
export const lookAction = secureAction("look", form, async (who, input) => {
  const looked = await look(who, input.reference);
  if (!looked.ok) return problem(`desk.file.problems.${notFoundOr(looked.reason)}`);
  redirect(input.page);
});
