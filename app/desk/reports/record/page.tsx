import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { Language } from "../../../../lib/gdpr/language";
import { citedIn } from "../../../../lib/queries/desk/words";
import {
  processingRecord,
  type Activity,
  type ProcessingRecord,
  type RecordRecipient,
} from "../../../../lib/queries/reports/record";
import { requireRole } from "../../../../lib/sign-in/actor";
import { Facts } from "../../../_components/facts";
import { Note } from "../../../_components/note";
import { Page } from "../../../_components/page";
import { Contents } from "../../_parts/contents";
import { ruleWords } from "../../_parts/rule-words";
import { numbers } from "../_parts/numbers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.record"))("title") };
}

/** Art. 30: the record of processing activities, made from the policy of this moment. */
export default async function ProcessingRecordPage() {
  const who = await requireRole("reviewer", "dpo", "legal");
  const record = processingRecord(who, (await getLocale()) as Language);
  if (!record) notFound();
  const t = await getTranslations("desk.record");
  return (
    <Page area="desk" current="/desk/reports">
      <p className="meta print:hidden">
        <a href="/desk/reports">{t("back")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead", { count: record.activities.length, edition: record.edition })}</p>
      <Contents
        places={[
          { id: "the-controller", label: t("controller") },
          {
            id: "the-activities",
            label: t("activities"),
            below: record.activities.map(({ id, label }) => ({ id: `activity-${id}`, label })),
          },
          { id: "the-security", label: t("security") },
        ]}
      />
      <Missing record={record} />
      <Controller record={record} />
      <h2 id="the-activities">{t("activities")}</h2>
      {record.activities.map((activity) => (
        <OneActivity key={activity.id} activity={activity} />
      ))}
      <Security record={record} />
    </Page>
  );
}

async function Missing({ record: { missing } }: { record: ProcessingRecord }) {
  const t = await getTranslations("desk.record.missing");
  const lines = [
    ...(missing.security ? [t("security", { key: "security" })] : []),
    ...missing.people.map((id) => t("people", { key: `categories.${id}.people` })),
    ...missing.unused.map((id) => t("unused", { key: `purposes.${id}` })),
  ];
  if (lines.length === 0) return null;
  return (
    <Note tone="stay">
      <p>{t("title")}</p>
      <ul className="plain">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Note>
  );
}

async function Controller({ record: { controller, authority, joint } }: { record: ProcessingRecord }) {
  const t = await getTranslations("desk.record");
  const { name, street, postcode, city, country, email, dataProtectionOfficer } = controller;
  const countries = new Intl.DisplayNames(await getLocale(), { type: "region" });
  return (
    <>
      <h2 id="the-controller">{t("controller")}</h2>
      <Facts
        lines={[
          [t("name"), `${name}, ${street}, ${postcode} ${city}, ${countries.of(country) ?? country}`],
          [t("contact"), email],
          [t("dpo"), dataProtectionOfficer],
          [t("joint"), joint.length > 0 ? joint.join("; ") : t("nobody")],
          [t("authority"), authority.name],
        ]}
      />
    </>
  );
}

async function OneActivity({ activity }: { activity: Activity }) {
  const [t, inWords] = [await getTranslations("desk.record"), await ruleWords()];
  const locale = (await getLocale()) as Language;
  const { id, label, norm, interest, categories, people, recipients, periods } = activity;
  return (
    <section aria-labelledby={`activity-${id}`}>
      <h3 id={`activity-${id}`}>{label}</h3>
      <Facts
        lines={[
          [
            t("basis"),
            <>
              {citedIn(locale, norm)}
              {interest && <span className="meta block">{interest}</span>}
            </>,
          ],
          [t("people"), people.join("; ") || t("not-said")],
          [t("data"), categories.join("; ")],
          [t("recipients"), recipients.length > 0 ? <Recipients recipients={recipients} /> : t("nobody")],
          [
            t("periods"),
            <ul key="periods">
              {periods.map(({ category, rule }) => (
                <li key={`${category} ${rule.id}`}>
                  {category}: {inWords(rule)} <span className="meta">{citedIn(locale, rule.norm)}</span>
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
    </section>
  );
}

async function Recipients({ recipients }: { recipients: RecordRecipient[] }) {
  const t = await getTranslations("desk.record");
  const countries = new Intl.DisplayNames(await getLocale(), { type: "region" });
  return (
    <ul>
      {recipients.map(({ id, name, role, does, country, safeguard }) => (
        <li key={id}>
          {name}, {countries.of(country) ?? country} ({t(`roles.${role}`)}): {does}
          {safeguard && <span className="meta block">{t("outside", { safeguard })}</span>}
        </li>
      ))}
    </ul>
  );
}

async function Security({ record: { security, backups } }: { record: ProcessingRecord }) {
  const [t, { period }] = [await getTranslations("desk.record"), await numbers()];
  return (
    <>
      <h2 id="the-security">{t("security")}</h2>
      {security ? (
        <ul className="plain">
          {security.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : (
        <p>{t("not-said")}</p>
      )}
      <p>{t("portal")}</p>
      <p>{t("backups", { period: period(backups) })}</p>
    </>
  );
}
