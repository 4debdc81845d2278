"use server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../lib/gdpr/facts";
import { secureAction } from "../../../lib/sign-in/secure-action";
import { orderExport } from "../../../lib/steps/evidence/order";

const form = z.object({ reference, personal: z.enum(["yes", "no"]) });

/** Orders the bundle of one request; that it was taken is recorded in its evidence. */
export const orderBundleAction = secureAction("order-bundle", form, async (who, { reference: bundle, personal }) => {
  const ordered = await orderExport(who, { of: { bundle }, personal: personal === "yes" });
  if (!ordered.ok) notFound();
  redirect(`/evidence/${bundle}`);
});
