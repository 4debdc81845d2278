"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { endFeed, makeFeed } from "../../../lib/steps/decide/calendar-feed";
import { notFoundOr } from "../_parts/refused";

/** Makes an address of one's own for a calendar program; its token is shown this once. */
export const makeCalendarAction = secureAction(
  "make-calendar",
  z.object({ shows: z.enum(["mine", "all"], "desk.calendar.problems.shows") }),
  async (who, { shows }) => {
    const made = await makeFeed(who, shows);
    if (!made.ok) return problem(`desk.calendar.problems.${notFoundOr(made.reason)}`);
    return { once: made.value.token };
  },
);

/** Takes an address back. */
export const endCalendarAction = secureAction(
  "end-calendar",
  z.object({ calendar: z.string().regex(/^[0-9a-f]{64}$/) }),
  async (who, { calendar }) => {
    const ended = await endFeed(who, calendar);
    if (!ended.ok) notFoundOr(ended.reason);
    redirect("/desk/calendar");
  },
);
