import { getLocale, getTranslations } from "next-intl/server";
import type { Role } from "../../lib/actor";
import { brandLook } from "../../lib/queries/brand";
import { passes, pages } from "../../lib/sign-in/authorisation";
import { optionalActor } from "../../lib/sign-in/actor";
import { LanguageSwitch } from "./language-switch";

export type Area = "public" | "my" | "desk" | "evidence";

const links = {
  public: ["/my", "/lookup", "/privacy", "/complaint"],
  my: ["/my", "/my/data", "/my/consents", "/my/new", "/my/settings"],
  desk: [
    "/desk",
    "/desk/intake",
    "/desk/duties",
    "/desk/tasks",
    "/desk/holds",
    "/desk/matters",
    "/desk/policy",
    "/desk/reports",
    "/evidence",
  ],
  evidence: ["/evidence", "/evidence/exports", "/evidence/verify", "/desk/matters", "/desk/reports", "/desk"],
} as const satisfies Record<Area, readonly (keyof typeof pages)[]>;

/** Name of the portal, the pages of one area, language, signing out. Links one may not follow are left out. */
export async function SiteHeader({ area, current }: { area: Area; current?: string | undefined }) {
  const t = await getTranslations("shell");
  const who = await optionalActor();
  const look = brandLook();
  const roles: readonly Role[] = who?.roles ?? [];
  const shown = links[area].filter((path) => path === "/my" || passes(pages[path].access, roles));
  const home = (["/desk", "/evidence"] as const).find((path) => passes(pages[path].access, roles)) ?? "/";
  // Twice in the page, and shown once: beside the name where there is room, else behind a button.
  const pagesOfArea = (
    <nav aria-label={t("nav.label")}>
      {shown.map((path) => (
        <a key={path} href={path} aria-current={path === current ? "page" : undefined}>
          {t(`nav.${path.slice(1).replace("/", "-")}`)}
        </a>
      ))}
    </nav>
  );
  return (
    <header className="top">
      <div>
        <a className="brand" href={home}>
          {/* oxlint-disable-next-line next/no-img-element -- it comes with the page, and needs no script */}
          {look?.logo && <img src={look.logo} alt="" height={28} />}
          {look && <span className="company">{look.name}</span>}
          {area === "desk" || area === "evidence" ? t(`brand.${area}`) : t("brand.public")}
        </a>
        {pagesOfArea}
        <details className="menu">
          <summary>{t("nav.menu")}</summary>
          {pagesOfArea}
        </details>
        <div className="ways">
          <LanguageSwitch locale={await getLocale()} label={t("nav.languages")} />
          {who ? (
            <form action="/api/auth/sign-out" method="post">
              <button type="submit" className="button link">
                {t("nav.sign-out")}
              </button>
            </form>
          ) : (
            <a href="/sign-in">{t("nav.sign-in")}</a>
          )}
        </div>
      </div>
    </header>
  );
}
