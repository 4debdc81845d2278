"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { choosePaper } from "../../../../lib/steps/settings/choose-paper";

const form = z.object({
  paper: z.enum(["yes", "no"], "my.settings.problems.paper"),
  address: z.string().max(1000),
});

/** Letters on paper as well, to an address, or no more. */
export const choosePaperAction = secureAction("choose-paper", form, async (who, { paper, address }) => {
  const chosen = await choosePaper(who, paper === "yes" ? address : null);
  if (!chosen.ok)
    return chosen.reason === "not-fresh"
      ? problem("my.refused.not-fresh")
      : problem("my.settings.problems.address-unfit", "address");
  redirect("/my/settings?changed=paper");
});
