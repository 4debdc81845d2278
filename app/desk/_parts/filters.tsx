import { Fragment } from "react";
import { getTranslations } from "next-intl/server";
import { rightNames } from "../../../lib/gdpr/right";
import { isClosed, states } from "../../../lib/gdpr/request";
import { queueAddress, shows, type QueueView } from "../../../lib/queries/desk/queue-view";

type Option = { key: string; label: string; href: string; chosen: boolean };

/** The filters are links: the address bar holds the view. */
export async function Filters({ view, open }: { view: QueueView; open: number }) {
  const [t, law] = [await getTranslations("desk.queue"), await getTranslations("law")];
  const to = (change: Partial<QueueView>) => queueAddress({ ...view, after: null, before: null, ...change });
  const showing = shows.map((show) => ({
    key: show,
    label: t(`show.${show}`, { count: open }),
    href: to({ show, state: null }),
    chosen: view.show === show && view.state === null,
  }));
  const byRight = [null, ...rightNames].map((right) => ({
    key: right ?? "all",
    label: right ? law(`rights.${right}`) : t("all"),
    href: to({ right }),
    chosen: view.right === right,
  }));
  const byState = [null, ...states.filter((state) => !isClosed(state))].map((state) => ({
    key: state ?? "all",
    label: state ? law(`states.${state}`) : t("all"),
    href: to({ state, ...(view.show === "closed" ? { show: "open" } : {}) }),
    chosen: view.state === state,
  }));
  return (
    <nav aria-label={t("filters")} className="mb-4">
      <Line name={t("filter-show")} options={showing} />
      <Line name={t("filter-right")} options={byRight} />
      <Line name={t("filter-state")} options={byState} />
    </nav>
  );
}

function Line({ name, options }: { name: string; options: Option[] }) {
  return (
    <p className="meta mb-1 max-w-none leading-8">
      {name}:{" "}
      {options.map(({ key, label, href, chosen }, index) => (
        <Fragment key={key}>
          {index > 0 && " · "}
          {chosen ? (
            <strong aria-current="true" className="text-ink">
              {label}
            </strong>
          ) : (
            <a href={href}>{label}</a>
          )}
        </Fragment>
      ))}
    </p>
  );
}
