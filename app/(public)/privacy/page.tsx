import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { languageOf } from "../../../i18n/language";
import { publicNotice, type Notice, type NoticeCategory } from "../../../lib/queries/notice";
import { ButtonLink } from "../../_components/button";
import { Facts } from "../../_components/facts";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { periodWords, sentenceOf } from "./periods";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.nav"))("privacy") };
}

/** Art. 13, 14: the notice, made from the policy of this moment. */
export default async function Privacy() {
  const t = await getTranslations("shell.privacy");
  const locale = await getLocale();
  const notice = publicNotice(languageOf(locale));
  const { controller, authority } = notice;
  return (
    <Page area="public" current="/privacy">
      <h1>{t("title", { controller: controller.name })}</h1>
      <p className="lead">{t("lead", { edition: notice.edition })}</p>
      <Facts
        lines={[
          [t("controller"), `${controller.name}, ${controller.street}, ${controller.postcode} ${controller.city}`],
          [t("dpo"), controller.dataProtectionOfficer],
          [
            t("authority"),
            <a key="authority" href={authority.url} rel="noreferrer">
              {authority.name}
            </a>,
          ],
        ]}
      />
      <h2 id="rights">{t("rights")}</h2>
      <p>{t("rights-list")}</p>
      <p>
        <ButtonLink href="/my/new">{t("start")}</ButtonLink>
      </p>
      <h2 id="data">{t("categories")}</h2>
      {notice.categories.map((category) => (
        <CategoryFacts key={category.id} category={category} />
      ))}
      <p className="meta mt-6">{t("backups", { period: periodWords(notice.backups, locale) })}</p>
      <h2 id="recipients">{t("recipients")}</h2>
      <Recipients recipients={notice.recipients} />
    </Page>
  );
}

async function CategoryFacts({ category }: { category: NoticeCategory }) {
  const t = await getTranslations("shell.privacy");
  const locale = await getLocale();
  return (
    <section aria-labelledby={`data-${category.id}`}>
      <h3 id={`data-${category.id}`}>{category.label}</h3>
      <p>{category.what}</p>
      <Facts
        lines={[
          [
            t("purposes"),
            <ul key="purposes">
              {category.purposes.map(({ label, norm, interest }) => (
                <li key={label}>
                  {label} <span className="meta">{norm}</span>
                  {interest && <span className="meta block">{t("interest", { interest })}</span>}
                </li>
              ))}
            </ul>,
          ],
          [t("origin"), category.origin],
          [t("recipients"), category.recipients.join(", ") || t("nobody")],
          [
            t("period"),
            <ul key="periods">
              {category.periods.map((one) => {
                const { key, period } = sentenceOf(one, locale);
                return (
                  <li key={one.id}>
                    {t(key, { period, trigger: one.trigger })} <span className="meta">{one.norm}</span>
                  </li>
                );
              })}
            </ul>,
          ],
        ]}
      />
    </section>
  );
}

async function Recipients({ recipients }: { recipients: Notice["recipients"] }) {
  const t = await getTranslations("shell.privacy");
  const countries = new Intl.DisplayNames(await getLocale(), { type: "region" });
  return (
    <Table
      caption={t("recipients")}
      rows={recipients}
      rowKey={({ name }) => name}
      columns={[
        { head: t("recipient"), cell: ({ name }) => name, names: true },
        { head: t("does"), cell: ({ does }) => does },
        { head: t("country"), cell: ({ country }) => countries.of(country) ?? country },
        { head: t("safeguard"), cell: ({ safeguard }) => safeguard ?? t("eea") },
      ]}
    />
  );
}
