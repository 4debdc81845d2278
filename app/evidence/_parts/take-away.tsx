import { getTranslations } from "next-intl/server";
import type { Bundles, ExportLine } from "../../../lib/queries/evidence/exports";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { Hidden } from "../../_components/hidden";
import { Table } from "../../_components/table";
import { Fetch } from "./fetch";
import { orderBundleAction } from "./order-bundle-action";

type Look = "act" | "quiet";

/** The bundle of one request: ordered here, made and signed by the worker, taken away by who ordered it. */
export async function TakeAway({ reference, bundles, look }: { reference: string; bundles: Bundles; look: Look }) {
  const t = await getTranslations("evidence.one");
  const { lines, worker } = bundles;
  // The next thing to press: what lies ready, else the order.
  const fetched = lines.findIndex(({ state }) => state === "ready");
  return (
    <>
      <h2 id="take">{t("take")}</h2>
      <p>{t("take-what")}</p>
      {lines.length > 0 && (
        <Table<ExportLine>
          caption={t("bundles")}
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            { head: t("bundle"), names: true, cell: ({ personal }) => t(personal ? "with" : "without") },
            { head: t("ordered"), className: "mono whitespace-nowrap", cell: ({ madeOn }) => madeOn },
            {
              head: t("bundle-state"),
              cell: (line) => (
                <State line={line} worker={worker} look={line.id === lines[fetched]?.id ? look : "quiet"} />
              ),
            },
          ]}
        />
      )}
      <Actions>
        <Order reference={reference} personal="no" look={fetched < 0 ? look : "quiet"} />
        <Order reference={reference} personal="yes" look="quiet" />
      </Actions>
      <p className="meta">{t("recorded")}</p>
    </>
  );
}

async function State({ line, worker, look }: { line: ExportLine; worker: boolean; look: Look }) {
  const [t, states] = [await getTranslations("evidence.one"), await getTranslations("evidence.exports")];
  const { id, request, state, until, destroyOn } = line;
  if (state === "waiting")
    return (
      <>
        {t(worker ? "being-made" : "no-worker")} <a href={`/evidence/${request}`}>{states("look-again")}</a>
      </>
    );
  if (state !== "ready") return <>{states(`states.${state}`, { number: id.slice(0, 8) })}</>;
  return (
    <>
      {states("ready", { until: until ?? "" })}
      {destroyOn && (
        <>
          {", "}
          <a href="/evidence/exports">{states("by", { on: destroyOn })}</a>
        </>
      )}
      <Fetch id={id} look={look} label={t("download")} />
    </>
  );
}

async function Order({ reference, personal, look }: { reference: string; personal: "yes" | "no"; look: Look }) {
  const t = await getTranslations("evidence.one");
  const label = t(personal === "yes" ? "order-personal" : "order");
  return (
    <ActionForm action={orderBundleAction} label={label}>
      <Hidden values={{ reference, personal }} />
      <Button look={look}>{label}</Button>
    </ActionForm>
  );
}
