import { getLocale, getTranslations } from "next-intl/server";
import type { Rule } from "../../../lib/gdpr/rule";

/** Writes how long a rule keeps, in words: 8 years from the end of the year of: the invoice. */
export async function ruleWords(): Promise<(rule: Rule) => string> {
  const t = await getTranslations("desk.policy");
  const locale = await getLocale();
  const period = (iso: string) => {
    const [, length = "0", unit = "D"] = /^PT?(\d+)([YMDH])$/.exec(iso) ?? [];
    return t(`period.${unit}`, { count: Number(length) });
  };
  return (rule) => {
    const words = {
      period: period(rule.keep),
      trigger: rule.trigger[locale] ?? rule.trigger.en,
      after: rule.after ? period(rule.after) : "none",
    };
    return t(rule.from === "open-ended" || rule.keep !== "P0D" ? `from.${rule.from}` : "from.at-once", words);
  };
}
