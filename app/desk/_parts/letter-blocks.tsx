import type { ShownLetter } from "../../../lib/queries/desk/letter";

/** The blocks of a letter. Order and words never change, so the position is a fine key. */
export function LetterBlocks({ blocks }: { blocks: ShownLetter["blocks"] }) {
  return blocks.map((block, index) => {
    if ("heading" in block) return <h2 key={index}>{block.heading}</h2>;
    if ("text" in block)
      return (
        <p key={index} className="wrap-anywhere">
          {block.text}
        </p>
      );
    if ("list" in block)
      return (
        <ul key={index} className="plain">
          {block.list.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      );
    return <LetterTable key={index} {...block.table} />;
  });
}

function LetterTable({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <div className="table-wrap" role="region" aria-label={head.join(", ")} tabIndex={0}>
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
              {row.map((cell, i) => (
                <td key={head[i]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
