import { getTranslations } from "next-intl/server";
import type { WaitingForLegal } from "../../../lib/queries/evidence/waiting";
import { Note } from "../../_components/note";
import { Reference } from "../../desk/_parts/reference";

/** Art. 12(5): refusals on which legal has to say something, the one due soonest first; nothing where none waits. */
export async function WaitsForLegal({ requests }: { requests: readonly WaitingForLegal[] }) {
  const [t, law] = [await getTranslations("evidence.legal"), await getTranslations("law")];
  if (requests.length === 0) return null;
  return (
    <Note tone="stay">
      <p>{t("waiting", { count: requests.length })}</p>
      <ul className="plain">
        {requests.map(({ reference, right, dueOn, late }) => (
          <li key={reference}>
            <Reference of={reference} href={`/evidence/${reference}`} /> · {law(`rights.${right}`)} ·{" "}
            {late ? (
              <strong className="text-gone">{t("late", { on: dueOn })}</strong>
            ) : (
              <span className="mono">{t("by", { on: dueOn })}</span>
            )}
          </li>
        ))}
      </ul>
    </Note>
  );
}
