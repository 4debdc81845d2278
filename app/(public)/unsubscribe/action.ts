"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { openAction, problem } from "../../../lib/sign-in/secure-action";
import { pressUnsubscribe } from "../../../lib/sign-in/unsubscribe-door";

/** The button on the page of a newsletter's link: it ends what the mail rested on. */
export const unsubscribeAction = openAction(
  "unsubscribe",
  z.object({ token: z.string().min(1).max(5_000) }),
  async (_who, { token }) => {
    const pressed = await pressUnsubscribe(token);
    if (!pressed.ok) return problem("shell.unsubscribe.unknown");
    return redirect(`/unsubscribe?token=${encodeURIComponent(token)}&done=1`);
  },
);
