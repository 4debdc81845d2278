import { getLocale, getTranslations } from "next-intl/server";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../lib/queries/desk/words";
import { spacedReference } from "./reference";

/** What stands in the way of a plan, or that nothing does; shown until the request is carried out. */
export async function BeforeApproval({ request, doubts }: { request: DeskRequest; doubts: number }) {
  if (!["received", "identified", "planned", "approved"].includes(request.state) || !needsPlan(request)) return null;
  const t = await getTranslations("desk.before");
  return (
    <>
      <h2>{t("title")}</h2>
      <ul className="plain meta">
        {(await obstacles(request, doubts)).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

/** What ends at once and what a person answers is never approved. */
const needsPlan = ({ right, byHand, purposes }: DeskRequest): boolean =>
  !byHand && right !== "intervention" && purposes.length === 0;

async function obstacles(request: DeskRequest, doubts: number): Promise<string[]> {
  const [t, law] = [await getTranslations("desk.before"), await getTranslations("law")];
  const locale = await getLocale();
  const scope = (category: string | null) => (category ? categoryWords(category)[locale] : t("everything"));
  const { holds, restrictions, copies, searches, needs, approvals } = request;
  const given = (kind: string) => approvals.find((approval) => approval.kind === kind && approval.current);
  const opinion = given("opinion");
  const paused = [...new Set(restrictions.map(({ category }) => category))];
  const lines = (all: string[], none: string) => (all.length === 0 ? [none] : all);
  return [
    ...lines(
      holds.map(({ kind, category, oneRecord }) => {
        const words = oneRecord ? t("one-of", { category: scope(category) }) : scope(category);
        return t("hold", { kind: law(`holds.${kind}`), scope: words });
      }),
      t("no-hold"),
    ),
    paused.length === 0
      ? t("no-restriction")
      : t("restriction", { scope: paused.includes(null) ? t("everything") : paused.map(scope).join(", ") }),
    // Only what takes something away waits for a copy.
    ...(request.right === "erasure"
      ? lines(
          copies.map(({ reference }) =>
            t(request.copyWaived ? "copy-waived" : "copy", { reference: spacedReference(reference) }),
          ),
          t("no-copy"),
        )
      : []),
    ...(request.feeState === "announced" ? [t("fee")] : []),
    t(doubts === 0 ? "no-doubt" : "doubts", { count: doubts }),
    ...["unreachable", "by-hand"].flatMap((outcome) => {
      const sources = searches.filter((search) => search.outcome === outcome);
      const names = sources.map(({ source }) => sourceWords(source)[locale]).join(", ");
      return sources.length === 0 ? [] : [t(`searches.${outcome}`, { names })];
    }),
    ...(needs.opinion || opinion ? [t(opinion ? `opinion.${opinion.opinion}` : "opinion.missing")] : []),
    ...(request.tasks.some(({ kind, done }) => kind === "second-look" && !done) ? [t("second-look")] : []),
    ...(needs.second ? [t(given("second") ? "second.done" : given("approval") ? "second.one" : "second.none")] : []),
  ];
}
