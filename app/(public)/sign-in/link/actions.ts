"use server";
import { getLocale } from "next-intl/server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../../i18n/language";
import { cookieName, cookieOptions, lastToken } from "../../../../lib/sign-in/cookies";
import { askForLink, followLink } from "../../../../lib/sign-in/link";
import { firstPage, returnPath } from "../../../../lib/sign-in/return-path";
import { openAction, problem } from "../../../../lib/sign-in/secure-action";
import { newToken } from "../../../../lib/sign-in/session";
import { thisDevice } from "../../../../lib/sign-in/visit";
import { visitor } from "../../../../lib/sign-in/visitor";

/** Sends a link and ties it to this browser by a cookie, which also remembers where the person wanted to go. */
export const askForLinkAction = openAction(
  "ask-for-link",
  z.object({ address: z.string().min(1).max(254), to: z.string().max(512) }),
  async (_who, { address, to }) => {
    const browser = newToken();
    const language = languageOf(await getLocale());
    const asked = await askForLink({ address, browser, language, visitor: await visitor() });
    if (!asked.ok)
      return asked.reason === "too-many"
        ? problem("shell.problems.too-many")
        : problem("shell.link.address-invalid", "address");
    const jar = await cookies();
    jar.set(cookieName("browser"), browser, { ...cookieOptions(), maxAge: 15 * 60 });
    jar.set(cookieName("to"), returnPath(to), { ...cookieOptions(), maxAge: 15 * 60 });
    return redirect("/sign-in/link/sent");
  },
);

/** The button on the link's page: uses the link up and signs in. */
export const confirmLinkAction = openAction(
  "confirm-link",
  z.object({ token: z.string().min(1).max(100) }),
  async (_who, { token }) => {
    const jar = await cookies();
    const browser = jar.get(cookieName("browser"))?.value ?? null;
    const before = lastToken((name) => jar.get(name)?.value);
    const followed = await followLink(token, browser, before, await thisDevice());
    if (!followed.ok) return problem("shell.link.used-title");
    const to = returnPath(jar.get(cookieName("to"))?.value, firstPage);
    jar.set(cookieName("session"), followed.value.token, { ...cookieOptions(), expires: followed.value.expires });
    for (const spent of ["browser", "to"] as const) jar.set(cookieName(spent), "", { ...cookieOptions(), maxAge: 0 });
    return redirect(to);
  },
);
