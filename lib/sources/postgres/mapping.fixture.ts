/** The mapping of the tests' small shop, and the retention rules of its categories. */
import { policySchema, type Policy, type PostgresSource } from "../../policy/schema";

const byOrder = { via: "orders", column: "order_id" };

const mapping = {
  kind: "postgres",
  label: { en: "Shop", de: "Shop" },
  connection: "SHOP",
  learns: [
    { table: "accounts", account: "id", email: "email", name: "name" },
    { table: "email_history", account: "account_id", email: "email", from: "held_from", until: "held_until" },
    { table: "addresses", account: "account_id", postcode: "postcode" },
  ],
  tables: {
    accounts: {
      key: ["id"],
      person: [{ account: "id" }],
      category: "account",
      since: "opened_at",
      erase: {
        set: {
          email: { template: "erased-{id}@invalid" },
          name: "-",
          password_hash: "!",
          theme: "dark",
          erased_at: { now: true },
        },
      },
      columns: {
        id: null,
        email: null,
        name: null,
        theme: null,
        password_hash: { export: false },
        opened_at: null,
        last_seen_at: { volatile: true },
        nickname: { category: "optional" },
        born_on: { category: "optional" },
      },
      ignore: ["erased_at"],
      also: { optional: { erase: "delete" } },
    },
    // Told from, not searched: its rows are no group of their own here.
    email_history: {
      key: ["id"],
      person: [],
      category: "account",
      columns: { id: null, account_id: null, email: null, held_from: null, held_until: null },
    },
    addresses: {
      ...plain("address", [{ account: "account_id" }]),
      columns: { id: null, account_id: null, postcode: null },
    },
    orders: {
      ...plain("order", [
        { account: "account_id" },
        { address: "email", name: "name", postcode: "postcode", date: "placed_at" },
      ]),
      since: "placed_at",
      trigger: "placed_at",
      inUse: { column: "status", is: ["open"], matter: "open-order" },
      passedTo: { column: "status", is: { open: "carrier", done: "carrier", lost: "insurer" } },
      columns: {
        id: null,
        account_id: null,
        email: null,
        name: null,
        postcode: null,
        placed_at: null,
        status: null,
        total: null,
        counter: null,
        picture: null,
        tags: null,
        note: null,
      },
    },
    order_lines: {
      ...plain("order", [byOrder]),
      key: ["order_id", "line"],
      columns: { order_id: null, line: null, sku: null },
    },
    parcels: {
      ...plain("parcel", [byOrder, { address: "email", name: "name", date: "sent_on" }]),
      key: ["code"],
      trigger: "sent_on",
      thirdPersons: { column: "gift" },
      columns: { code: null, order_id: null, email: null, name: null, gift: null, sent_on: null },
    },
    notes: {
      ...plain("parcel", [{ via: "parcels", column: "code" }]),
      key: ["code"],
      columns: { code: null, line_order: null, text: null },
    },
    invoices: {
      ...plain("invoice", [{ account: "account_id" }]),
      key: ["number"],
      trigger: "issued_at",
      zone: "Europe/Berlin",
      restrict: { set: { locked_at: { now: true }, phone: null } },
      passedTo: { filled: { phone: "caller", number: "printer" } },
      columns: {
        number: null,
        account_id: null,
        issued_at: null,
        entered: { category: "entry" },
        booked: { category: "booking" },
        phone: null,
      },
      ignore: ["locked_at"],
      also: { entry: { trigger: "entered" }, booking: { trigger: "booked" } },
    },
    newsletter: {
      ...plain("newsletter", [{ address: "email", sole: true }]),
      key: ["email"],
      trigger: "ended_at",
      columns: { email: null, state: null, ended_at: null },
    },
    tickets: {
      ...plain("ticket", [{ account: "account_id" }]),
      trigger: "closed_on",
      columns: { id: null, account_id: null, topic: null, closed_on: null },
    },
    "tickets#contract": {
      ...plain("contract-ticket", [{ account: "account_id" }]),
      when: { column: "topic", is: ["contract"] },
      columns: { id: null, account_id: null, topic: null, closed_on: null },
    },
    web_log: {
      ...plain("log", [{ account: "account_id" }]),
      trigger: "at",
      truncate: { set: { account_id: null }, truncate: ["ip", "forwarded"] },
      unlink: { set: { account_id: null } },
      columns: { id: null, account_id: null, at: null, ip: null, forwarded: null },
    },
  },
  ignore: ["baskets"],
};

function plain(category: string, person: unknown[]) {
  return { key: ["id"], person, category, erase: "delete" };
}

const words = { en: "word", de: "Wort" };
const rule = (keep: string, from: string, end = "erase") => ({
  id: "only",
  keep,
  from,
  trigger: words,
  norm: "Art. 5(1)(e)",
  ground: "6(1)(f)",
  end,
  onRequest: "erase",
});
const category = (rules: unknown[]) => ({
  label: words,
  what: words,
  purposes: ["shop"],
  origin: words,
  recipients: [],
  rules,
  rights: { portability: "no", rectification: "no", objection: "no", withdrawal: "no" },
});

const rules = {
  account: rule("P3Y", "open-ended"),
  optional: rule("P3Y", "open-ended"),
  address: rule("P1Y", "trigger"),
  order: rule("P3Y", "end-of-year"),
  parcel: rule("P6M", "trigger"),
  invoice: rule("P8Y", "end-of-year"),
  entry: rule("P8Y", "end-of-year"),
  booking: rule("P8Y", "end-of-year"),
  newsletter: rule("P0D", "trigger"),
  ticket: rule("P3Y", "end-of-year"),
  "contract-ticket": rule("P6Y", "end-of-year"),
  log: rule("PT168H", "trigger", "truncate"),
};

export const categories: Policy["categories"] = policySchema.shape.categories.parse(
  Object.fromEntries(Object.entries(rules).map(([id, only]) => [id, category([only])])),
);

/** The mapping with tables changed; `parse` makes of it what a policy file would. */
export function mapped(changes: Record<string, unknown> = {}): PostgresSource {
  const changed = { ...mapping, tables: { ...mapping.tables, ...changes } };
  const parsed = policySchema.shape.sources.parse({ shop: changed }).shop;
  if (parsed?.kind !== "postgres") throw new Error("the fixture is no postgres source");
  return parsed;
}
