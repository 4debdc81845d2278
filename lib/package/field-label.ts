import type { Policy } from "../policy/schema";
import { tableOf } from "../policy/table-of";

/** What a field of a part is called in both languages, as the policy names it; null where it does not. */
export function fieldLabel(
  policy: Policy,
  { source, part }: { source: string; part: string },
  column: string,
): { en: string; de: string } | null {
  const name = tableOf(policy, source, part)?.columns[column]?.field ?? column;
  const { label, is } = policy.fields[name] ?? {};
  if (!label) return null;
  return is === "cents" ? { en: `${label.en}, in cents`, de: `${label.de}, in Cent` } : label;
}

/** created_at → Created at: a system's own name, made readable. */
export function readable(name: string): string {
  const text = name.replaceAll(/[_#-]+/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
