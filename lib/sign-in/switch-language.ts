"use server";
import { cookies } from "next/headers";
import * as z from "zod";
import { languages } from "../../i18n/language";
import { transactionAs } from "../db";
import { ownSight } from "../sight";
import { cookieName, cookieOptions } from "./cookies";
import { openAction } from "./secure-action";

/** Remembers the language in this browser and, for somebody signed in, for their letters. */
export const switchLanguage = openAction(
  "switch-language",
  z.object({ language: z.enum(languages) }),
  async (who, { language }) => {
    (await cookies()).set(cookieName("language"), language, { ...cookieOptions(), maxAge: 365 * 24 * 3600 });
    const id = who?.person;
    if (id) await transactionAs(ownSight(who), (tx) => tx.person.update({ where: { id }, data: { language } }));
  },
);
