/**
 * The only place that speaks to the shop's server: a small pool, sessions with fixed settings, and errors that
 * never carry what the server said about a row.
 */
import pg from "pg";
import { SourceUnreachable } from "../source";
import type { Statement } from "./sql";

export type Reader = {
  rows<Row>(statement: Statement): Promise<Row[]>;
  /** The same, but what the server refuses to answer is a value, and the snapshot is still there. */
  tried<Row>(statement: Statement): Promise<Row[] | Refused>;
};
export type Writer = Reader & { write(statement: Statement): Promise<number> };

/** Makes a statement with what it first reads in the same snapshot; null when there is nothing to ask. */
export type Prepare = (reader: Reader) => Promise<Statement | null>;

export type Database = {
  /** Runs in one read-only snapshot. */
  reading<Value>(run: (reader: Reader) => Promise<Value>): Promise<Value>;
  /** Streams the rows of the statement that `prepare` makes, through a cursor in one read-only snapshot. */
  stream<Row>(prepare: Prepare): AsyncGenerator<Row>;
  /** The same, as many rows at a time as the server gave at once. */
  pages<Row>(prepare: Prepare): AsyncGenerator<Row[]>;
  /** The same for a statement of one column: its values as texts. */
  texts(prepare: Prepare): AsyncGenerator<string[]>;
  /** One transaction; `lockTimeout` in milliseconds. */
  writing<Value>(lockTimeout: number, run: (writer: Writer) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
};

/** The server refused a statement; `code` is the SQLSTATE. Its message stays behind: it may quote a row. */
export class Refused extends Error {
  constructor(
    source: string,
    readonly code: string,
  ) {
    super(`source ${source} refused a statement (SQLSTATE ${code})`);
  }
}

/** Rows of one fetch, and how long they should be together: of long ones it takes fewer, so that memory stays flat. */
const fetched = { first: 250, most: 2_000, length: 2 ** 18 };

// UTC and ISO make keys and versions the same text in every session; the path keeps foreign functions out.
const settings = [
  ["search_path", "pg_catalog"],
  ["TimeZone", "UTC"],
  ["DateStyle", "ISO, YMD"],
  ["IntervalStyle", "postgres"],
  ["bytea_output", "hex"],
  ["extra_float_digits", "1"],
  ["statement_timeout", "30s"],
  ["lock_timeout", "5s"],
  ["idle_in_transaction_session_timeout", "10min"],
  ["jit", "off"],
] as const;

/**
 * Opens a pool of four connections to `url`; nothing is connected before the first use.
 * Every error is `SourceUnreachable` (nothing is known) or `Refused` (with its SQLSTATE).
 */
export function database(source: string, url: string, applicationName: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max: 4,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    onConnect: async (client) => {
      const calls = settings.map(([name, value]) => `set_config('${name}', '${value}', false)`);
      await client.query(`SELECT ${calls.join(", ")}`);
    },
  });
  // A connection that dies, idle or between two statements, is replaced at the next use, and whoever holds it learns of
  // it from its next statement; without a listener it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));

  // Who is not let in learns nothing, whatever the server's reason: no right to connect, maintenance, no such database.
  const connect = () =>
    pool.connect().catch((error: unknown) => {
      throw new SourceUnreachable(source, new Error(codeOf(error)));
    });
  const reader = (client: pg.ClientBase): Writer => ({
    rows: async <Row>({ text, values }: Statement) => (await ask(source, client, text, values)).rows as Row[],
    async tried<Row>({ text, values }: Statement) {
      await ask(source, client, "SAVEPOINT tried");
      try {
        return (await ask(source, client, text, values)).rows as Row[];
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        await ask(source, client, "ROLLBACK TO SAVEPOINT tried");
        return error;
      }
    },
    write: async ({ text, values }) => (await ask(source, client, text, values)).rowCount ?? 0,
  });

  async function within<Value>(begin: string, run: (client: pg.ClientBase) => Promise<Value>): Promise<Value> {
    const client = await connect();
    let broken: Error | undefined;
    try {
      await ask(source, client, begin);
      const value = await run(client);
      await ask(source, client, "COMMIT");
      return value;
    } catch (error) {
      broken = await rollback(source, client);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async function* pages<Row>(prepare: Prepare, rowMode?: "array"): AsyncGenerator<Row[]> {
    const client = await connect();
    let broken: Error | undefined;
    try {
      await ask(source, client, snapshot);
      const statement = await prepare(reader(client));
      if (statement) yield* cursor<Row>(source, client, statement, rowMode);
    } catch (error) {
      unanswered(source, error);
    } finally {
      broken = await rollback(source, client);
      client.release(broken);
    }
  }

  return {
    reading: (run) =>
      within(snapshot, (client) => run(reader(client))).catch((error: unknown) => unanswered(source, error)),
    writing: (lockTimeout, run) =>
      within("BEGIN", async (client) => {
        await ask(source, client, "SELECT set_config('lock_timeout', $1, true)", [`${lockTimeout}ms`]);
        return run(reader(client));
      }),
    async *stream<Row>(prepare: Prepare) {
      for await (const rows of pages<Row>(prepare)) yield* rows;
    },
    pages: (prepare) => pages(prepare),
    async *texts(prepare) {
      for await (const rows of pages<[string]>(prepare, "array")) yield rows.map(([text]) => text);
    },
    close: () => pool.end(),
  };
}

const snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/**
 * Each fetch is a statement of its own, so a slow reader never meets the statement timeout. The next one is asked for while
 * the rows of this one are worked on.
 */
async function* cursor<Row>(
  source: string,
  client: pg.ClientBase,
  { text, values }: Statement,
  rowMode?: "array",
): AsyncGenerator<Row[]> {
  const fetch = (size: number) => {
    const asked = ask(source, client, { text: `FETCH ${size} FROM listed`, rowMode });
    // Whoever goes away before it has come does not hear of its failure; the transaction ends all the same.
    asked.catch(() => undefined);
    return asked;
  };
  await ask(source, client, `DECLARE listed NO SCROLL CURSOR FOR ${text}`, values);
  let size = fetched.first;
  let next = fetch(size);
  for (;;) {
    const { rows } = await next;
    const isLast = rows.length < size;
    if (!isLast) next = fetch((size = sizeAfter(rows)));
    if (rows.length > 0) yield rows as Row[];
    if (isLast) return;
  }
}

/** As many rows as are as long together as a fetch should be, going by those that came, but at most four times as many. */
function sizeAfter(rows: readonly Record<string, unknown>[]): number {
  let length = 1;
  for (const row of rows)
    for (const name in row) {
      const value = row[name];
      if (typeof value === "string") length += value.length;
    }
  const fitting = Math.floor((fetched.length / length) * rows.length);
  return Math.max(1, Math.min(fitting, rows.length * 4, fetched.most));
}

type Asked = string | { text: string; rowMode?: "array" };

async function ask(source: string, client: pg.ClientBase, asked: Asked, values: unknown[] = []) {
  try {
    return await client.query(asked as string, values);
  } catch (error) {
    return raise(source, error);
  }
}

/** Ends the transaction; a connection that cannot do even that is handed back as broken. */
async function rollback(source: string, client: pg.ClientBase): Promise<Error | undefined> {
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    return new Error(`source ${source}: the connection is lost`, { cause: codeOf(error) });
  }
}

// Connection, resources, operator: the server is not there. 57014 is a timeout and belongs to the statement.
const away = /^(08|53|28|3D|57P|25P03)/;

function raise(source: string, error: unknown): never {
  const code = codeOf(error);
  if (error instanceof pg.DatabaseError && !away.test(code)) throw new Refused(source, code);
  throw new SourceUnreachable(source, new Error(code));
}

/** A question that met a lock or took too long was not answered: nothing is known. */
function unanswered(source: string, error: unknown): never {
  if (error instanceof Refused && isBusy(error.code)) throw new SourceUnreachable(source, new Error(error.code));
  throw error;
}

/** Lock, timeout, deadlock or serialisation: the same statement may succeed later. */
export function isBusy(code: string): boolean {
  return ["55P03", "57014", "40P01", "40001"].includes(code);
}

function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "connection lost";
}
