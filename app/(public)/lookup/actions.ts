"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import * as z from "zod";
import { cookieName, cookieOptions } from "../../../lib/sign-in/cookies";
import { passByReceipt } from "../../../lib/sign-in/receipt";
import { openAction, problem } from "../../../lib/sign-in/secure-action";
import { visitor } from "../../../lib/sign-in/visitor";

/** Opens one request by reference and receipt code. What was found out lies sealed in a cookie, never in an address. */
export const lookUpAction = openAction(
  "look-up",
  z.object({ reference: z.string().min(1).max(60), code: z.string().min(1).max(60) }),
  async (_who, typed) => {
    const pass = await passByReceipt(typed, await visitor());
    if (!pass.ok)
      return pass.reason === "too-many" ? problem("shell.problems.too-many") : problem("shell.lookup.unknown", "code");
    (await cookies()).set(cookieName("receipt"), pass.value, { ...cookieOptions(), maxAge: 600 });
    return redirect("/lookup");
  },
);
