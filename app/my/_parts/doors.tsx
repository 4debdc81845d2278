import { getTranslations } from "next-intl/server";
import { transferOffered } from "../../../lib/queries/my/transfer";

/** What one may want, in one's own words, and where it is asked for. */
const doors = {
  access: "/my/new?want=access",
  portability: "/my/new?want=portability",
  transfer: "/my/send",
  erasure: "/my/new?want=erasure",
  correct: "/my/correct",
  pause: "/my/pause",
  objection: "/my/objection",
  consents: "/my/consents",
  decision: "/my/decision",
  other: "/my/other",
  contract: "/my/cancel-contract",
  complaint: "/complaint",
} as const;
export type Door = keyof typeof doors;

export const allDoors = Object.keys(doors) as Door[];

/** The doors, each with what lies behind it. */
export async function Doors({ except = [] }: { except?: readonly Door[] }) {
  const t = await getTranslations("my.doors");
  const closed: readonly Door[] = transferOffered() ? [] : ["transfer"];
  return (
    <ul className="doors">
      {allDoors
        .filter((door) => !except.includes(door) && !closed.includes(door))
        .map((door) => (
          <li key={door}>
            <a className="inline-flex items-center min-h-11 font-semibold" href={doors[door]}>
              {t(door)}
            </a>
            <span className="why">{t(`${door}-what`)}</span>
          </li>
        ))}
    </ul>
  );
}
