"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { endOtherSessions, endOwnSession } from "../../../../lib/sign-in/own-sessions";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";

/** Signs the person out at one other device. */
export const endSessionAction = secureAction(
  "end-session",
  z.object({ code: z.string().regex(/^[0-9a-f]{32}$/) }),
  async (who, { code }) => {
    const ended = await endOwnSession(who, code);
    if (!ended.ok) return problem(ended.reason === "gone" ? "my.settings.problems.gone" : "my.refused.not-fresh");
    redirect("/my/settings?changed=devices");
  },
);

const others = z.object({ which: z.literal("others") });

/** Signs the person out everywhere but here. */
export const endOtherSessionsAction = secureAction("end-other-sessions", others, async (who) => {
  const ended = await endOtherSessions(who);
  if (!ended.ok) return problem("my.refused.not-fresh");
  redirect("/my/settings?changed=devices");
});
