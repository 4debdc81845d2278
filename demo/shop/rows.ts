/** Rows on their way into the shop's database, written table by table in one statement each. */
import pg from "pg";

export type Row = Record<string, unknown>;

/** Tables in the order in which foreign keys allow them. */
const tables = [
  "products",
  "surveys",
  "competitions",
  "accounts",
  "email_history",
  "addresses",
  "payment_tokens",
  "orders",
  "order_lines",
  "delivery_notes",
  "shipments",
  "repairs",
  "invoices",
  "payments",
  "oss_records",
  "customs_documents",
  "order_emails",
  "withdrawal_declarations",
  "sepa_mandates",
  "credit_checks",
  "credit_decisions",
  "fraud_cases",
  "fraud_signals",
  "authority_disclosures",
  "product_registrations",
  "licences",
  "licence_owners",
  "licence_activations",
  "newsletter_subscriptions",
  "consent_proofs",
  "consents",
  "customer_ads",
  "suppression_list",
  "survey_answers",
  "competition_entries",
  "competition_prizes",
  "competition_letters",
  "support_profiles",
  "support_messages",
  "web_log",
  "analytics_events",
  "analytics_ids",
  "marketing_profiles",
] as const;

export type ShopTable = (typeof tables)[number];

export class Rows {
  private readonly waiting = new Map<ShopTable, Row[]>();
  private readonly numbers = new Map<string, number>();

  /** Adds a row; columns that are not named become null. */
  add(table: ShopTable, row: Row): void {
    const rows = this.waiting.get(table);
    if (rows) rows.push(row);
    else this.waiting.set(table, [row]);
  }

  /** The next number of a series: 1, 2, 3 … */
  next(series: string): number {
    const number = (this.numbers.get(series) ?? 0) + 1;
    this.numbers.set(series, number);
    return number;
  }

  /** Writes everything that waits. */
  async write(client: pg.ClientBase): Promise<void> {
    for (const table of tables) {
      const rows = this.waiting.get(table) ?? [];
      for (let from = 0; from < rows.length; from += 10_000)
        await insert(client, table, rows.slice(from, from + 10_000));
    }
    this.waiting.clear();
  }
}

async function insert(client: pg.ClientBase, table: ShopTable, rows: readonly Row[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    .map((column) => pg.escapeIdentifier(column))
    .join(", ");
  const text = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`;
  await client.query(text, [JSON.stringify(rows)]);
}
