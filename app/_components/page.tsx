import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SiteFooter } from "./site-footer";
import { SiteHeader, type Area } from "./site-header";

/**
 * Every page: skip link, header of its area, one `main`, footer. `current` is the path of the navigation link that is
 * this page or stands above it.
 */
export async function Page({ area, current, children }: { area: Area; current?: string; children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <>
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      <SiteHeader area={area} current={current} />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <SiteFooter />
    </>
  );
}
