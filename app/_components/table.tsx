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

/** A table with a caption (read out; shown only with `showCaption`). When narrow it scrolls by itself, or `stacks`: a line for each cell. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  showCaption = false,
  stacks = false,
}: {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  showCaption?: boolean;
  stacks?: boolean;
}) {
  return (
    <div className={stacks ? "table-wrap stacks" : "table-wrap"} role="region" aria-label={caption} tabIndex={0}>
      <table role={stacks ? "table" : undefined}>
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
            <tr key={rowKey(row)} role={stacks ? "row" : undefined}>
              {columns.map((column) => (
                <Cell key={column.head} column={column} row={row} stacks={stacks} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is laid out as lines is no table to some screen readers unless it says so. */
function Cell<Row>({ column, row, stacks }: { column: Column<Row>; row: Row; stacks: boolean }) {
  const className = [column.number ? "n" : "", column.className ?? ""].join(" ").trim() || undefined;
  const head = stacks ? column.head : undefined;
  if (column.names)
    return (
      <th scope="row" className={className} role={stacks ? "rowheader" : undefined} data-head={head}>
        {column.cell(row)}
      </th>
    );
  return (
    <td className={className} role={stacks ? "cell" : undefined} data-head={head}>
      {column.cell(row)}
    </td>
  );
}
