"use server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { endPause } from "../../../../lib/steps/decide/lift";

/** Art. 18(3): the person wants the use to go on; it does after the notice and its waiting time. */
export const endPauseAction = secureAction(
  "end-pause",
  z.object({ reference: z.string() }),
  async (who, { reference }) => {
    const ended = await endPause(who, reference);
    if (ended.ok) redirect(`/my/requests/${reference}`);
    if (ended.reason === "not-found") notFound();
    return problem("my.can.no-pause");
  },
);
