"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { choosePlace } from "../../../../lib/steps/settings/choose-place";

const form = z.object({ country: z.string().max(10), land: z.string().max(10) });

/** Where the person lives or works: their own authority is named first from now on. */
export const choosePlaceAction = secureAction("choose-place", form, async (who, place) => {
  const chosen = await choosePlace(who, place);
  if (!chosen.ok)
    return chosen.reason === "land-needed"
      ? problem("my.settings.problems.land-needed", "land")
      : problem("my.settings.problems.unknown-country", "country");
  redirect("/my/settings?changed=place");
});
