"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../i18n/language";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { nameTransfer } from "../../../lib/steps/transfer/name";

const form = z.object({
  id: z.uuid(),
  company: z.string().max(500),
  address: z.string().max(5_000),
  code: z.string().max(1_000),
});

/** Where the sentence about each refusal stands. */
const fields: Readonly<Record<string, string>> = {
  company: "company",
  code: "code",
  "no-address": "address",
  "not-https": "address",
  "with-password": "address",
  number: "address",
  port: "address",
  own: "address",
  "too-long": "address",
};

/** Takes down where the data should go, and leads to the page that shows what would go there. Nothing is sent yet. */
export const nameTransferAction = secureAction("name-transfer", form, async (who, named) => {
  const language = languageOf(await getLocale());
  const given = await nameTransfer(who, { ...named, language });
  if (!given.ok) return problem(`my.send.problems.${given.reason}`, fields[given.reason] ?? null);
  redirect(`/my/requests/${given.value.reference}/send`);
});
