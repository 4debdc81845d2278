import type { Colleague } from "../../../lib/queries/desk/colleagues";

type Words = (key: string, values?: Record<string, string>) => string;

/** A colleague as the desk calls them; without a name by their role and a few signs that tell two apart. */
export function personName({ id, name, roles }: Colleague, t: Words): string {
  const role = roles.map((one) => t(`roles.${one}`)).join(", ");
  return name ?? t("roles.unnamed", { role, id: id.slice(0, 4) });
}

/** Who has a request in hand, in words: oneself, a colleague, somebody who works here no longer; nobody is a dash. */
export function handsOf(
  assignee: string | null,
  { me, colleagues, t }: { me: string; colleagues: readonly Colleague[]; t: Words },
): string {
  if (assignee === null) return "–";
  if (assignee === me) return t("with-you");
  const one = colleagues.find(({ id }) => id === assignee);
  return one ? personName(one, t) : t("roles.former");
}
