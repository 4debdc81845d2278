/**
 * Art. 5(2): the report that lies in a bundle, in the language of the house: that of the controller's country, because its
 * authority and its courts read it (§ 23 VwVfG, § 184 GVG), whoever exports it and whatever language the person speaks.
 */
import type { Language } from "../gdpr/language";
import type { BundleInput } from "../bundle/write";
import { letterheadNow, policy } from "../company";
import { headOf } from "../letters/head";
import { noticeLanguage } from "../letters/recipient-notice";
import { htmlOf } from "../report/html";
import { pdfOf } from "../report/pdf";
import { reportOf } from "../report/report";

/** What the policy calls things, in one language. */
type Labelled = Record<string, { label: Record<Language, string> }>;

export async function makeReport(input: BundleInput): Promise<{ html: Buffer; pdf: Buffer }> {
  const { controller, categories, sources, recipients, purposes, holidays, zone } = policy();
  const language = noticeLanguage(controller.country);
  const labels = (named: Labelled) => Object.fromEntries(Object.entries(named).map(([id, { label }]) => [id, label[language]])); // prettier-ignore
  const report = reportOf({
    ...input,
    language,
    head: headOf(language, letterheadNow()),
    names: {
      category: labels(categories),
      source: labels(sources),
      purpose: labels(purposes),
      recipient: Object.fromEntries(Object.entries(recipients).map(([id, { name }]) => [id, name])),
    },
    land: holidays,
    zone,
  });
  return { html: htmlOf(report), pdf: await pdfOf(report) };
}
