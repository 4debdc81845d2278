/** Which statements are sent while something runs, by database: how many a page costs is a promise. */
import pg from "pg";
import { vi } from "vitest";

/** What opens, ends and names a transaction asks for nothing and is left out. */
export async function statementsOf<Value>(
  run: () => Promise<Value>,
): Promise<{ value: Value; sent: Map<string, string[]> }> {
  const seen = vi.spyOn(pg.Client.prototype, "query");
  try {
    const value = await run();
    const sent = new Map<string, string[]>();
    for (const [index, call] of seen.mock.calls.entries()) {
      const [query] = call as unknown[];
      const text = typeof query === "string" ? query : (query as { text?: string } | undefined)?.text;
      if (!text || /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|SET|START)\b|set_config/.test(text)) continue;
      const { database = "" } = seen.mock.contexts[index] as unknown as pg.Client;
      sent.set(database, [...(sent.get(database) ?? []), text]);
    }
    return { value, sent };
  } finally {
    seen.mockRestore();
  }
}

export const databaseOf = (url: string): string => new URL(url).pathname.slice(1);
