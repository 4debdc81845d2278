"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { withdrawContract } from "../../../lib/steps/ask/contract-withdrawal";

const form = z.object({
  id: z.uuid(),
  words: z.string().trim().max(5000),
  order: z.string().trim().max(100),
});

/** Takes the declaration for the shop. Sent twice it is one. */
export const cancelContractAction = secureAction("cancel-contract", form, async (who, declared) => {
  const taken = await withdrawContract(who, declared);
  if (!taken.ok) return problem(`my.contract.problems.${taken.reason}`, "words");
  redirect(`/my/cancel-contract?sent=${taken.value.id}`);
});
