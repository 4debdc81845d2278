import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { languageOf } from "../../../i18n/language";
import { inTopics } from "../../../lib/queries/my/topics";
import { publicNotice, type Notice, type NoticeCategory } from "../../../lib/queries/notice";
import { Actions, ButtonLink } from "../../_components/button";
import { Facts } from "../../_components/facts";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { Jumps, Topics } from "../../_components/topics";
import { periodWords, sentenceOf } from "./periods";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.nav"))("privacy") };
}

/** Art. 13, 14: the notice, made from the policy of this moment. A line for each kind of data; `open` shows everything at once. */
export default async function Privacy({ searchParams }: { searchParams: Promise<{ open?: string }> }) {
  const t = await getTranslations("shell.privacy");
  const locale = await getLocale();
  const language = languageOf(locale);
  const notice = publicNotice(language);
  const { controller, authority } = notice;
  const topics = inTopics(
    notice.categories.map((category) => ({ ...category, category: category.id })),
    language,
  );
  const open = Boolean((await searchParams).open);
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
      <Actions>
        <ButtonLink href="/my/new">{t("start")}</ButtonLink>
        {!open && (
          <ButtonLink href="/privacy?open=all#data" look="quiet">
            {t("open")}
          </ButtonLink>
        )}
      </Actions>
      <h2 id="data">{t("categories")}</h2>
      <Jumps topics={topics.map(({ id, label, kinds }) => ({ id, label, count: kinds.length }))} />
      <Topics
        level={3}
        topics={topics}
        line={(category) => (
          <details open={open}>
            <summary className="kind wide">
              <b>{category.label}</b> <span className="meta">{category.what}</span>
            </summary>
            <div className="kind-more">
              <CategoryFacts category={category} />
            </div>
          </details>
        )}
      />
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
