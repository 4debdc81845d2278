import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import type { State } from "../../lib/gdpr/request";
import { requestExists } from "../../lib/queries/desk/find";
import { evidenceList, evidenceView, type EvidenceView } from "../../lib/queries/evidence/list";
import { waitingForLegal } from "../../lib/queries/evidence/waiting";
import { requireRole } from "../../lib/sign-in/actor";
import { readReference } from "../../lib/steps/ask/reference";
import { Chip } from "../_components/chip";
import { Page } from "../_components/page";
import { Table } from "../_components/table";
import { Reference } from "../desk/_parts/reference";
import { Search } from "../desk/_parts/search";
import { stateTone } from "../desk/_parts/tones";
import { WaitsForLegal } from "./_parts/waits-for-legal";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("evidence.list"))("title") };
}

/** Every request with its evidence, the newest first; found by reference or by day of receipt. */
export default async function EvidencePage({ searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo", "legal");
  const query = await searchParams;
  const typed = typeof query.reference === "string" ? query.reference.trim() : "";
  const reference = readReference(typed);
  if (reference && (await requestExists(who, reference))) redirect(`/evidence/${reference}`);
  const view = evidenceView(query);
  const list = await evidenceList(who, view);
  if (!list) notFound();
  const [t, law] = [await getTranslations("evidence.list"), await getTranslations("law")];
  return (
    <Page area="evidence" current="/evidence">
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      <WaitsForLegal requests={await waitingForLegal(who)} />
      <Search action="/evidence" typed={typed} unknown={typed !== ""} />
      <Between view={view} />
      {list.rows.length === 0 ? (
        <p>{t("empty")}</p>
      ) : (
        <Table
          caption={t("caption")}
          rows={list.rows}
          rowKey={({ reference }) => reference}
          columns={[
            {
              head: t("reference"),
              names: true,
              cell: ({ reference }) => <Reference of={reference} href={`/evidence/${reference}`} />,
            },
            { head: t("right"), cell: ({ right }) => law(`rights.${right}`) },
            {
              head: t("state"),
              cell: ({ state }) => <Chip tone={stateTone[state as State]}>{law(`states.${state}`)}</Chip>,
            },
            { head: t("received"), className: "mono whitespace-nowrap", cell: ({ receivedOn }) => receivedOn },
            { head: t("closed"), className: "mono whitespace-nowrap", cell: ({ closedOn }) => closedOn ?? "–" },
            { head: t("events"), number: true, cell: ({ events }) => events },
          ]}
        />
      )}
      {list.next && (
        <p className="meta mt-4">
          <a href={addressOf({ ...view, after: list.next })} rel="next">
            {t("next")}
          </a>
        </p>
      )}
      <p className="mt-6">
        <a href="/desk/surge">{(await getTranslations("desk.surge"))("to")}</a>
      </p>
    </Page>
  );
}

function addressOf(view: EvidenceView): string {
  const set = Object.entries(view).filter((entry): entry is [string, string] => entry[1] !== null);
  return `/evidence?${new URLSearchParams(set)}`;
}

async function Between({ view }: { view: EvidenceView }) {
  const t = await getTranslations("evidence.list");
  return (
    <form action="/evidence" method="get" className="flex flex-wrap items-end gap-3 mb-6">
      {(["from", "to"] as const).map((name) => (
        <div className="field mb-0" key={name}>
          <label htmlFor={name}>{t(name)}</label>
          <input id={name} name={name} type="date" className="input short" defaultValue={view[name] ?? ""} />
        </div>
      ))}
      <button type="submit" className="button quiet">
        {t("show")}
      </button>
    </form>
  );
}
