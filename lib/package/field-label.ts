import { speaker } from "../letters/words";
import { languages } from "../../i18n/language";
import type { Words } from "../gdpr/language";
import type { Policy } from "../policy/schema";
import { fieldOf } from "../policy/table-of";

/** What a field of a part is called in each language where its values stand as they are stored; null where the policy does not name it. */
export function fieldLabel(policy: Policy, place: { source: string; part: string }, column: string): Words | null {
  const { label, is } = fieldOf(policy, place, column) ?? {};
  if (!label) return null;
  if (is !== "cents") return label;
  const each = languages().map((one) => [one, speaker(one)("package.in-cents", { label: label[one] })]);
  return Object.fromEntries(each) as Words;
}

/** created_at → Created at: a system's own name, made readable. */
export function readable(name: string): string {
  const text = name.replaceAll(/[_#-]+/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
