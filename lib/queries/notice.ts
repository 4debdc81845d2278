/** Art. 13, 14: the public privacy notice, read from the policy: the same file that decides every request. */
import type { Language } from "../gdpr/language";
import { policy } from "../company";
import { authority, type Authority } from "../gdpr/authorities";
import type { Rule } from "../gdpr/rule";
import type { Policy } from "../policy/schema";

export type Controller = Policy["controller"];
export type Period = Pick<Rule, "id" | "keep" | "from" | "after" | "norm"> & { trigger: string };
export type NoticeCategory = {
  id: string;
  label: string;
  what: string;
  origin: string;
  purposes: { label: string; norm: string; interest: string | null }[];
  recipients: string[];
  periods: Period[];
};
export type NoticeRecipient = { name: string; does: string; country: string; safeguard: string | null };
export type Notice = {
  edition: string;
  controller: Controller;
  authority: Authority;
  backups: string;
  categories: NoticeCategory[];
  recipients: NoticeRecipient[];
};

/** Who answers for the portal: public facts of every page. */
export const controller = (): Controller => policy().controller;

/** The authority that supervises the controller. */
export const competentAuthority = (): Authority => authority(policy().authority);

/** The whole notice in one language, in the order of the file. */
export function publicNotice(language: Language): Notice {
  const { edition, controller, authority: code, backups, categories, recipients } = policy();
  return {
    edition,
    controller,
    authority: authority(code),
    backups: backups.cycle,
    categories: Object.entries(categories).map(([id, category]) => ofCategory(id, category, language)),
    recipients: Object.values(recipients).map(({ name, does, country, safeguard }) => ({
      name,
      does: does[language],
      country,
      safeguard: safeguard?.[language] ?? null,
    })),
  };
}

function ofCategory(id: string, category: Policy["categories"][string], language: Language): NoticeCategory {
  const { purposes, recipients } = policy();
  return {
    id,
    label: category.label[language],
    what: category.what[language],
    origin: category.origin[language],
    purposes: category.purposes.flatMap((one) => {
      const purpose = purposes[one];
      return purpose
        ? [{ label: purpose.label[language], norm: purpose.norm, interest: purpose.interest?.[language] ?? null }]
        : [];
    }),
    recipients: category.recipients.flatMap((one) => recipients[one]?.name ?? []),
    periods: category.rules.map(({ id, keep, from, after, norm, trigger }) => ({
      id,
      keep,
      from,
      norm,
      ...(after ? { after } : {}),
      trigger: trigger[language],
    })),
  };
}
