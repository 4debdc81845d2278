"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { isDay, type Day } from "../../../lib/gdpr/day";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { readReference } from "../../../lib/steps/ask/reference";
import { confirmDestroyed } from "../../../lib/steps/evidence/hold";
import { orderExport, type Ordered } from "../../../lib/steps/evidence/order";
import { notFoundOr } from "../../desk/_parts/refused";

const form = z.object({
  of: z.enum(["person", "days"], "evidence.exports.problems.choose"),
  reference: z.string().max(100),
  from: z.string().max(20),
  to: z.string().max(20),
  personal: z.enum(["yes", "no"], "evidence.exports.problems.choose-letters"),
});

/** Orders the evidence of a person's requests, or of those of some days. */
export const orderExportAction = secureAction("order-export", form, async (who, { of, personal, ...typed }) => {
  const wanted = of === "person" ? personOf(typed.reference) : daysOf(typed);
  if ("field" in wanted) return problem(`evidence.exports.problems.${wanted.why}`, wanted.field);
  const ordered = await orderExport(who, { of: wanted, personal: personal === "yes" });
  if (!ordered.ok)
    return problem(`evidence.exports.problems.${notFoundOr(ordered.reason)}`, of === "person" ? "reference" : "to");
  redirect("/evidence/exports");
});

type Wrong = { field: string; why: string };

function personOf(typed: string): Ordered["of"] | Wrong {
  const request = readReference(typed.trim());
  return request ? { request } : { field: "reference", why: "reference" };
}

function daysOf({ from, to }: { from: string; to: string }): Ordered["of"] | Wrong {
  if (!isDay(from)) return { field: "from", why: "day" };
  if (!isDay(to)) return { field: "to", why: "day" };
  return { from: from as Day, to: to as Day };
}

/** The holder says that every copy of what was taken out is destroyed. */
export const confirmDestroyedAction = secureAction(
  "confirm-destroyed",
  z.object({ export: z.uuid() }),
  async (who, { export: id }) => {
    const confirmed = await confirmDestroyed(who, id);
    if (!confirmed.ok) return problem(`evidence.exports.problems.${notFoundOr(confirmed.reason)}`);
    redirect("/evidence/exports");
  },
);
