"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { openAction, problem } from "../../../lib/sign-in/secure-action";
import { stop } from "../../../lib/steps/ask/stop";

/** The button on the page of a notice's link: nothing is handed out or erased until a person has looked. */
export const stopAction = openAction(
  "stop",
  z.object({ token: z.string().min(1).max(100) }),
  async (_who, { token }) => {
    const stopped = await stop(token);
    if (!stopped.ok && stopped.reason === "unknown-link") return problem("shell.stop.unknown");
    return redirect(`/stop?token=${encodeURIComponent(token)}`);
  },
);
