import { getTranslations } from "next-intl/server";
import type { Counts } from "../../../../lib/queries/reports/figures";
import { Table, type Column } from "../../../_components/table";
import { numbers } from "./numbers";

const shown = [
  "received",
  "closed",
  "onTime",
  "late",
  "extended",
  "refused",
  "cancelled",
  "notIdentified",
] as const satisfies readonly (keyof Counts)[];

type Row = Counts & { key: string; name: string };

/** The counts of a period, one line for each month or right, the total below. A letter that is under way has a column only then. */
export async function CountsTable({ caption, head, rows }: { caption: string; head: string; rows: Row[] }) {
  const [t, { count, median }] = [await getTranslations("desk.reports"), await numbers()];
  const columns: (keyof Counts)[] = [...shown];
  if (rows.some(({ unsettled }) => unsettled > 0)) columns.splice(4, 0, "unsettled");
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { head, names: true, cell: ({ name }) => name },
        ...columns.map((column): Column<Row> => ({
          head: t(`counts.${column}`),
          number: true,
          cell: (row) => count(row[column] ?? 0),
        })),
        { head: t("counts.median"), number: true, cell: (row) => median(row.median) },
      ]}
    />
  );
}
