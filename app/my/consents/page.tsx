import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { contacts } from "../../../lib/queries/my/contacts";
import { silentTo } from "../../../lib/queries/my/silent";
import { weighedUses } from "../../../lib/queries/my/uses";
import { consents } from "../../../lib/steps/ask/consents";
import { saidNo } from "../../../lib/steps/ask/said-no";
import { Page } from "../../_components/page";
import { reader } from "../_parts/reader";
import { Silent } from "../_parts/silent";
import { Agreed } from "./_parts/agreed";
import { Advertising, OtherUses } from "./_parts/said-no";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.consents"))("title") };
}

/** What the person allows and what they said no to, on one page: how each stands, and the press that ends it. */
export default async function ConsentsPage() {
  const who = await reader();
  const uses = weighedUses(who);
  const found = await consents(who);
  const ids = uses.map(({ id }) => id);
  const no = await saidNo(who, ids);
  const t = await getTranslations("my.consents");
  const given = found.consents.filter(({ standing }) => standing === "given");
  const silent = silentTo(who, found);
  const at = { locale: who.language, zone: contacts(who).zone };
  return (
    <Page area="my" current="/my/consents">
      <h1>{t(silent.length > 0 ? "headline-silent" : "headline", { count: given.length })}</h1>
      <p className="lead">{t("lead")}</p>
      <Silent of="consents" systems={silent} locale={who.language} />
      <Agreed consents={found.consents} consentTool={found.consentTool} isWhole={silent.length === 0} {...at} />
      <Advertising no={no.advertising} {...at} />
      <OtherUses uses={uses} noes={no.uses} {...at} />
    </Page>
  );
}
