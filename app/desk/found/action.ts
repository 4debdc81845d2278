"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { requestsOfAddress } from "../../../lib/queries/desk/found";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";

const form = z.object({ address: z.email("desk.found.problems.address").max(254, "desk.found.problems.address") });

/** Looks for an address. It is sent in the form, never in an address of ours: what is found is named by its reference. */
export const findAction = secureAction("find-address", form, async (who, { address }) => {
  const [first, ...others] = await requestsOfAddress(who, address);
  if (first === undefined) return problem("desk.found.problems.none");
  redirect(others.length === 0 ? `/desk/requests/${first}` : `/desk/found?of=${[first, ...others].join(".")}`);
});
