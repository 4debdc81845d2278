import { Fragment, type ReactNode } from "react";

/** Names and facts, one pair a line; null lines are left out. */
export function Facts({ lines }: { lines: ([name: string, fact: ReactNode] | null)[] }) {
  return (
    <dl className="facts">
      {lines
        .filter((line) => line !== null)
        .map(([name, fact]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
