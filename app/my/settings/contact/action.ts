"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { chooseContact, proveContact } from "../../../../lib/steps/settings/choose-contact";

const form = z.object({
  to: z.enum(["sign-in", "second", "other"], "my.settings.problems.contact"),
  address: z.string().max(300),
});

/** Which proved address hears of answers; another one is proved first, by a code. */
export const chooseContactAction = secureAction("choose-contact", form, async (who, { to, address }) => {
  const chosen = await chooseContact(who, to === "other" ? { to, address } : { to });
  if (chosen.ok) redirect(chosen.value === "code-sent" ? "/my/settings/contact" : "/my/settings?changed=contact");
  switch (chosen.reason) {
    case "not-fresh":
      return problem("my.refused.not-fresh");
    case "no-address":
      return problem("my.settings.contact-none");
    case "not-proved":
      return problem("my.settings.problems.contact", "to");
    case "too-many":
      return problem("shell.problems.too-many");
    default:
      return problem(`my.settings.problems.${chosen.reason}`, "address");
  }
});

const typed = z.object({ code: z.string().max(40) });

/** The code that came to the other address. */
export const proveContactAction = secureAction("prove-contact", typed, async (who, { code }) => {
  const proved = await proveContact(who, code);
  if (proved.ok) redirect("/my/settings?changed=contact");
  if (proved.reason === "not-fresh") return problem("my.refused.not-fresh");
  if (proved.reason === "no-address") return problem("my.settings.contact-none");
  return problem(`my.settings.problems.${proved.reason}`, "code");
});
