export type Block =
  { heading: string } | { text: string } | { list: string[] } | { table: { head: string[]; rows: string[][] } };

/** A text that was made elsewhere, block by block. Its order never changes, so the position is a fine key. */
export function Blocks({ blocks, level = 2 }: { blocks: readonly Block[]; level?: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  return blocks.map((block, index) => {
    if ("heading" in block) return <Heading key={index}>{block.heading}</Heading>;
    if ("text" in block)
      return (
        <p key={index} className="whitespace-pre-line wrap-anywhere">
          {block.text}
        </p>
      );
    if ("list" in block)
      return (
        <ul key={index} className="plain">
          {block.list.map((line, at) => (
            <li key={at}>{line}</li>
          ))}
        </ul>
      );
    return <BlockTable key={index} {...block.table} />;
  });
}

function BlockTable({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <div className="table-wrap stacks" role="region" aria-label={head.join(", ")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => {
                const Cell = column === 0 ? "th" : "td";
                return (
                  <Cell key={head[column]} data-head={head[column]} scope={column === 0 ? "row" : undefined}>
                    {cell}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
