import "./inter.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { headers } from "next/headers";
import Script from "next/script";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { directionOf } from "../lib/gdpr/language";
import { brandLook } from "../lib/queries/brand";

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: { default: t("title"), template: `%s – ${t("title")}` }, robots: { index: false, follow: false } };
}

/** Every page is made for one request: the nonce of its scripts is, and so is what it shows. */
export default async function Layout({ children }: { children: ReactNode }) {
  await connection();
  const sheet = brandLook()?.sheet;
  const locale = await getLocale();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang={locale} dir={directionOf(locale)}>
      {sheet && (
        <head>
          <style nonce={nonce}>{sheet}</style>
        </head>
      )}
      <body>
        {/* Next starts once the scripts of this kind have run, in a task after the one that read them: see `instrumentation-client.ts`. */}
        <Script id="before-next" strategy="beforeInteractive" nonce={nonce}>
          {`performance.mark("before-next")`}
        </Script>
        {children}
      </body>
    </html>
  );
}
