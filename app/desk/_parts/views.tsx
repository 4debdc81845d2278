import { Fragment } from "react";
import { getTranslations } from "next-intl/server";
import { queueAddress, queueView, type QueueView } from "../../../lib/queries/desk/queue-view";

/** Views that have a name. Any other is a link as well: the address bar holds it, and a bookmark keeps it. */
const views = {
  open: {},
  mine: { with: "me" },
  nobody: { with: "nobody" },
  overdue: { due: "overdue" },
  week: { due: "7" },
  us: { waits: "us" },
  person: { waits: "person" },
  source: { waits: "source" },
  closed: { show: "closed" },
} as const satisfies Record<string, Record<string, string>>;

/** Whether a view is one of those that have a name. */
export const isNamed = (view: QueueView): boolean => addresses.includes(hereOf(view));

const addresses = Object.values(views).map((query) => queueAddress(queueView(query)));
const hereOf = (view: QueueView): string => queueAddress({ ...view, after: null, before: null });

/** The named views, as links; the one that is shown is said to be. */
export async function Views({ view, open }: { view: QueueView; open: number }) {
  const t = await getTranslations("desk.queue");
  const here = hereOf(view);
  return (
    <nav aria-label={t("views")} className="meta mb-2">
      {Object.entries(views).map(([name, query], index) => {
        const href = queueAddress(queueView(query));
        const words = t(`view.${name}`, { count: open });
        return (
          <Fragment key={name}>
            {index > 0 && " · "}
            {href === here ? (
              <strong aria-current="page" className="text-ink whitespace-nowrap">
                {words}
              </strong>
            ) : (
              <a href={href} className="inline-block py-2 whitespace-nowrap">
                {words}
              </a>
            )}
          </Fragment>
        );
      })}
    </nav>
  );
}
