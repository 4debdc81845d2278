/**
 * Statements that PostgreSQL plans once for each connection. Row security makes a plan of a table about people several times
 * dearer than its run, so those that run for every event, every look of a worker, are kept. Only statements whose text never varies
 * may be: a server keeps each for as long as its connection lives.
 */

const mark = /^\s*\/\* prepared: ([a-z-]+) \*\//;

/** The name under which a statement is kept: what stands in its first comment, `/* prepared: tell *\/`; empty for all others, which are planned anew. */
export function statementName({ sql }: { sql: string }): string {
  return mark.exec(sql)?.[1] ?? "";
}
