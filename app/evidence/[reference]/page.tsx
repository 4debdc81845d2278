import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { Actor } from "../../../lib/actor";
import { mattersOf } from "../../../lib/queries/desk/matters";
import { factInWords, spacedHash } from "../../../lib/gdpr/fact-words";
import { bundlesOf } from "../../../lib/queries/evidence/exports";
import { evidenceOf, type EvidenceEvent } from "../../../lib/queries/evidence/events";
import { registerOf } from "../../../lib/queries/evidence/register";
import { requireRole } from "../../../lib/sign-in/actor";
import { refusalForLegal } from "../../../lib/steps/decide/legal-view";
import { Facts } from "../../_components/facts";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { spacedReference } from "../../desk/_parts/reference";
import { speaker } from "../../desk/_parts/timeline";
import { LegalView } from "../_parts/legal-view";
import { ProblemTable } from "../_parts/problem-table";
import { Register } from "../_parts/register";
import { TakeAway } from "../_parts/take-away";
import { VerdictNote } from "../_parts/verdict-note";

type Props = { params: Promise<{ reference: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: spacedReference((await params).reference) };
}

/** One request's evidence: what the verifier says of it now, its events in order, and the file to take away. */
export default async function EvidenceOfRequest({ params }: Props) {
  const who = await requireRole("reviewer", "dpo", "legal");
  const evidence = await evidenceOf(who, (await params).reference);
  if (!evidence) notFound();
  const [t, speak] = [await getTranslations("evidence.one"), await speaker()];
  const { reference, events, problems, head } = evidence;
  const refusal = await refusalForLegal(who, reference);
  const register = await registerOf(who, reference);
  const bundles = await bundlesOf(who, reference);
  return (
    <Page area="evidence" current="/evidence">
      <p className="meta">
        <a href="/evidence">{t("all")}</a> / {speak.law(`rights.${evidence.right}`)}
      </p>
      <h1 className="mono">{spacedReference(reference)}</h1>
      {refusal && <LegalView reference={reference} refusal={refusal} />}
      <VerdictNote ok={problems.length === 0} events={events.length} problems={problems.length} demo={false} />
      {problems.length > 0 && <ProblemTable problems={problems} more={0} />}
      <Facts
        lines={[
          [t("state"), speak.law(`states.${evidence.state}`)],
          [
            t("received"),
            <span key="received" className="mono">
              {evidence.receivedOn}
            </span>,
          ],
          [
            t("head"),
            <span key="head" className="mono">
              {head}
            </span>,
          ],
        ]}
      />
      {bundles && <TakeAway reference={reference} bundles={bundles} look={refusal ? "quiet" : "act"} />}
      <h2>{t("events")}</h2>
      <Table<EvidenceEvent>
        caption={t("caption")}
        rows={events}
        rowKey={({ seq }) => String(seq)}
        columns={[
          { head: t("seq"), number: true, cell: ({ seq }) => seq },
          { head: t("at"), className: "mono", cell: ({ at }) => <time dateTime={at}>{at.replace("T", " ")}</time> },
          { head: t("fact"), names: true, cell: (event) => factInWords(event, speak) },
          { head: t("who"), cell: ({ role }) => speak.law(`roles.${role}`) },
          { head: t("hash"), className: "mono whitespace-nowrap", cell: ({ hash }) => spacedHash(hash) },
        ]}
      />
      {register && <Matters who={who} reference={reference} />}
      {register && <Register reference={reference} register={register} />}
    </Page>
  );
}

/** Open matters that it belongs to, and the way to a new one; for legal and the officer, while there is a file. */
async function Matters({ who, reference }: { who: Actor; reference: string }) {
  const [t, law] = [await getTranslations("evidence.one"), await getTranslations("law")];
  const matters = await mattersOf(who, reference);
  return (
    <>
      <h2>{t("matters")}</h2>
      <ul className="plain list-none ps-0">
        {matters.map(({ id, kind }) => (
          <li key={id}>
            <a href={`/desk/matters/${id}`}>{t("in-matter", { kind: law(`matters.${kind}`) })}</a>
          </li>
        ))}
        <li>
          <a href={`/desk/matters/new?request=${reference}`}>{t("open-matter")}</a>
        </li>
      </ul>
    </>
  );
}
