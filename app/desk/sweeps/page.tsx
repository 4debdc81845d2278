import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { deskSweeps } from "../../../lib/queries/desk/sweeps";
import { categoryWords, citedIn, sourceWords } from "../../../lib/queries/desk/words";
import { requireRole } from "../../../lib/sign-in/actor";
import { BesideDuties, titleOf } from "../duties/_parts/beside";
import { Table } from "../../_components/table";

export const generateMetadata = () => titleOf("sweeps");

/** What went under which rule without a request, and what stayed and why. */
export default async function SweepsPage() {
  const sweeps = await deskSweeps(await requireRole("reviewer", "dpo"));
  if (!sweeps) notFound();
  const [t, law] = [await getTranslations("desk.sweeps"), await getTranslations("law")];
  const locale = (await getLocale()) as "en" | "de";
  const count = (of: number) => t("number", { of });
  return (
    <BesideDuties words="sweeps" lead={t(sweeps.on ? "lead-on" : "lead-dry")}>
      {sweeps.lines.length === 0 ? (
        <p>{t("empty")}</p>
      ) : (
        <Table
          caption={t("caption")}
          rows={sweeps.lines}
          rowKey={({ id }) => id}
          columns={[
            { head: t("category"), names: true, cell: ({ category }) => categoryWords(category)[locale] },
            { head: t("on"), className: "mono whitespace-nowrap", cell: ({ on }) => on },
            { head: t("source"), cell: ({ source }) => sourceWords(source)[locale] },
            { head: t("what"), cell: ({ writing }) => law(`writings.${writing}`) },
            { head: t("due"), number: true, cell: ({ due }) => count(due) },
            { head: t("done"), number: true, cell: ({ done, dry }) => (dry ? t("counted") : count(done)) },
            { head: t("held"), number: true, cell: ({ held }) => count(held) },
            { head: t("stopped"), number: true, cell: ({ stopped }) => count(stopped) },
            { head: t("unreleased"), number: true, cell: ({ unreleased }) => count(unreleased) },
            {
              head: t("state"),
              cell: ({ open, trouble }) => (trouble ? t(`troubles.${trouble}`) : t(open ? "runs" : "finished")),
            },
            { head: t("norm"), className: "meta", cell: ({ norm }) => citedIn(locale, norm) },
          ]}
        />
      )}
    </BesideDuties>
  );
}
