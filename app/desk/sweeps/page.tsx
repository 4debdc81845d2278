import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { deskSweeps, type SweptLine, type SweptSystem } from "../../../lib/queries/desk/sweeps";
import { categoryWords, citedIn, sourceWords } from "../../../lib/queries/desk/words";
import { requireRole } from "../../../lib/sign-in/actor";
import { dates } from "../_parts/dates";
import { BesideDuties, titleOf } from "../duties/_parts/beside";
import { Table } from "../../_components/table";

export const generateMetadata = () => titleOf("sweeps");

/** What went under which rule without a request, and what stayed and why: by day, and for each day by system. */
export default async function SweepsPage() {
  const sweeps = await deskSweeps(await requireRole("reviewer", "dpo"));
  if (!sweeps) notFound();
  const t = await getTranslations("desk.sweeps");
  const { long: inWords } = await dates();
  return (
    <BesideDuties words="sweeps" lead={t(sweeps.on ? "lead-on" : "lead-dry")}>
      {sweeps.days.length === 0 && <p>{t("empty")}</p>}
      {sweeps.days.map(({ on, systems }) => (
        <section key={on} aria-labelledby={`on-${on}`}>
          <h2 id={`on-${on}`}>{inWords(on)}</h2>
          {systems.map((system) => (
            <System key={system.source} {...system} />
          ))}
        </section>
      ))}
    </BesideDuties>
  );
}

async function System({ source, lines }: SweptSystem) {
  const [t, law] = [await getTranslations("desk.sweeps"), await getTranslations("law")];
  const locale = await getLocale();
  const name = sourceWords(source)[locale];
  const count = (of: number) => t("number", { of });
  const written = lines.some(({ dry }) => !dry);
  const unsettled = lines.some(({ open, trouble }) => open || trouble);
  return (
    <>
      <h3>{name}</h3>
      <Table
        caption={t("caption", { system: name })}
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          { head: t("category"), names: true, cell: ({ category }) => categoryWords(category)[locale] },
          { head: t("what"), cell: ({ writing }) => law(`writings.${writing}`) },
          { head: t("due"), number: true, cell: ({ due }) => count(due) },
          ...(written
            ? [
                {
                  head: t("done"),
                  number: true,
                  cell: ({ done, dry }: SweptLine) => (dry ? t("counted") : count(done)),
                },
              ]
            : []),
          { head: t("held"), number: true, cell: ({ held }) => count(held) },
          { head: t("stopped"), number: true, cell: ({ stopped }) => count(stopped) },
          { head: t("unreleased"), number: true, cell: ({ unreleased }) => count(unreleased) },
          ...(unsettled
            ? [
                {
                  head: t("state"),
                  cell: ({ open, trouble }: SweptLine) =>
                    trouble ? t(`troubles.${trouble}`) : t(open ? "runs" : "finished"),
                },
              ]
            : []),
          { head: t("norm"), className: "meta", cell: ({ norm }) => citedIn(locale, norm) },
        ]}
      />
    </>
  );
}
