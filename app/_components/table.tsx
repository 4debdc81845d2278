import type { ReactNode } from "react";

export type Column<Row> = {
  head: string;
  /** What stands in the head instead of its words: a link that sorts by it, or nothing to be seen. */
  shown?: ReactNode;
  /** The rows are sorted by it. */
  sorted?: "ascending" | "descending";
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  number?: boolean;
  /** Names the row: read out with every cell. */
  names?: boolean;
  className?: string;
};

/** A table with a caption (read out; shown only with `showCaption`), scrolling by itself when narrow. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  showCaption = false,
}: {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  showCaption?: boolean;
}) {
  return (
    <div className="table-wrap" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className={showCaption ? undefined : "sr-only"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, shown, sorted, number }) => (
              <th key={head} scope="col" className={number ? "n" : undefined} aria-sort={sorted}>
                {shown ?? head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <Cell key={column.head} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = [column.number ? "n" : "", column.className ?? ""].join(" ").trim() || undefined;
  if (column.names)
    return (
      <th scope="row" className={className}>
        {column.cell(row)}
      </th>
    );
  return <td className={className}>{column.cell(row)}</td>;
}
