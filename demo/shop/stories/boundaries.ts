/**
 * One customer for each worked example of the retention rules, and for the days beside its limit. Each has an account
 * and the one record; the account number ends in the number of the example.
 */
import { noon, type Chance } from "../chance";
import { competition, survey } from "../goods";
import type { Rows } from "../rows";
import * as contact from "../records/contact";
import { addAccount, addAddress, addMandate, anyone, type Customer } from "../records/customer";
import { addInvoice, addOrderEmail, addOss, type Sale } from "../records/papers";
import { addLicence, addRegistration, addWithdrawal } from "../records/possessions";
import { addDecision, addScore, addSignal } from "../records/risk";
import * as website from "../records/website";

type Add = (rows: Rows, customer: Customer, on: string) => void;

/** The example, its day, and what is recorded. */
export type Boundary = { law: string; on: string; account: string; table: string };

const order = (on: string) => `B-${on.slice(0, 4)}-900000`;
const sale = (on: string): Sale => ({ order: order(on), on, skus: ["SW-GRANIT"], method: "card" });
const invoice: Add = (rows, customer, on) => void addInvoice(rows, customer, sale(on));
const email: Add = (rows, customer, on) => addOrderEmail(rows, customer, order(on), on);
const ticket =
  (topic: "contract" | "question" | "contact"): Add =>
  (rows, customer, on) =>
    contact.addTicket(rows, customer, { topic, last: on, closed: on });
const proof: Add = (rows, customer, on) => contact.addProof(rows, customer, "2019-05-02", on);
const visit =
  (from: string): Add =>
  (rows, customer, on) =>
    website.addVisit(rows, customer, on, from);
const v4 = "203.0.113.77";
const v6 = "2001:db8:1:2:3:4:5:6";

const examples: [law: string, table: string, on: string, add: Add][] = [
  ["E01", "invoices", "2019-03-05", invoice],
  ["E02", "invoices", "2018-12-31", invoice],
  ["E03", "invoices", "2018-01-01", invoice],
  ["E04", "invoices", "2017-12-31", invoice],
  ["E05", "invoices", "2014-06-30", invoice],
  ["E06", "invoices", "2015-06-30", invoice],
  ["E07", "invoices", "2016-12-31", invoice],
  ["E08", "invoices", "2026-11-23", invoice],
  ["E09", "invoices", "2014-12-31", invoice],
  ["E10", "invoices", "2016-11-11", invoice],
  ["E11", "oss_records", "2019-03-05", (rows, customer, on) => addOss(rows, customer, "R-2019-900011", sale(on))],
  ["E12", "oss_records", "2015-12-31", (rows, customer, on) => addOss(rows, customer, "R-2015-900012", sale(on))],
  ["E13", "oss_records", "2016-01-01", (rows, customer, on) => addOss(rows, customer, "R-2016-900013", sale(on))],
  ["E14", "order_emails", "2019-12-31", email],
  ["E15", "order_emails", "2020-01-01", email],
  ["E16", "order_emails", "2020-02-10", email],
  [
    "E17",
    "withdrawal_declarations",
    "2019-12-31",
    (rows, customer, on) => addWithdrawal(rows, customer, order(on), on),
  ],
  ["E18", "support_messages", "2021-04-01", ticket("contract")],
  ["E19", "support_messages", "2023-03-15", ticket("question")],
  ["E20", "support_messages", "2022-12-31", ticket("question")],
  ["E21", "support_messages", "2026-05-22", ticket("contact")],
  ["E22", "web_log", "2026-11-16T12:00:00Z", visit(v4)],
  ["E23", "web_log", "2026-11-16T12:00:00.000001Z", visit(v4)],
  ["E24", "support_messages", "2026-05-24", ticket("contact")],
  ["E25", "web_log", "2026-11-10T08:00:00Z", visit(v4)],
  ["E26", "web_log", "2026-11-10T08:00:00Z", visit(v6)],
  [
    "E27",
    "newsletter_subscriptions",
    "2026-11-09",
    (rows, customer, on) => contact.addNewsletter(rows, customer, { asked: on, status: "pending" }),
  ],
  [
    "E28",
    "newsletter_subscriptions",
    "2026-11-23",
    (rows, customer, on) => contact.addNewsletter(rows, customer, { asked: "2022-02-02", status: "ended", ended: on }),
  ],
  ["E29", "consent_proofs", "2023-05-10", proof],
  ["E30", "consent_proofs", "2022-12-31", proof],
  [
    "E31",
    "consents",
    "2023-01-01",
    (rows, customer, on) => contact.addConsent(rows, customer, "statistics", "2022-01-01", on),
  ],
  ["E32", "customer_ads", "2024-11-23", (rows, customer, on) => contact.addCustomerAds(rows, customer, "SW-BAND", on)],
  [
    "E33",
    "competition_entries",
    "2026-10-15",
    (rows, customer, on) => contact.addEntry(rows, customer, competition.long, on),
  ],
  [
    "E34",
    "competition_entries",
    "2026-11-14",
    (rows, customer, on) => contact.addEntry(rows, customer, competition.short, on),
  ],
  [
    "E35",
    "marketing_profiles",
    "2026-08-25",
    (rows, customer, on) => website.addAdProfile(rows, customer, "2025-01-01", on),
  ],
  ["E36", "analytics_events", "2025-09-20", website.addEvent],
  ["E37", "analytics_events", "2025-09-24", website.addEvent],
  ["E38", "credit_checks", "2026-08-20", (rows, customer, on) => addScore(rows, customer, on, on)],
  ["E39", "credit_decisions", "2022-12-31", (rows, customer, on) => addDecision(rows, customer, order(on), on)],
  ["E40", "delivery_notes", "2026-01-12", addNote],
  ["E41", "sepa_mandates", "2025-09-23", (rows, customer, on) => addMandate(rows, customer, "2022-02-02", on)],
  [
    "E42",
    "licences",
    "2020-01-01",
    (rows, customer, on) => void addLicence(rows, customer, { sku: "SW-GRANIT", granted: on }),
  ],
  ["E43", "product_registrations", "2018-07-01", registration("HW-PULT-2")],
  ["E44", "product_registrations", "2018-07-01", registration("HW-DOSE")],
  ["E45", "fraud_signals", "2025-05-23", addSignal],
  [
    "E46",
    "addresses",
    "2026-11-22",
    (rows, customer, on) => addAddress(rows, customer, { added: "2020-01-01", replaced: on }),
  ],
  ["E47", "survey_answers", "2025-10-20", (rows, customer, on) => contact.addAnswers(rows, customer, survey.ended, on)],
];

function registration(sku: string): Add {
  return (rows, customer, on) => void addRegistration(rows, customer, { sku, on, warranty: "ended" });
}

/** A delivery note whose order is long done. */
function addNote(rows: Rows, customer: Customer, on: string): void {
  const id = rows.next("order");
  const { account, email, name, street, postcode, city, country } = customer;
  const place = { street, postcode, city, country };
  rows.add("orders", {
    id,
    number: `B-2026-${String(id).padStart(6, "0")}`,
    customer_number: account,
    email,
    name,
    ...place,
    placed_at: `${on}T08:00:00Z`,
    status: "delivered",
    completed_on: on,
    payment_method: "card",
    total_cents: 11_900,
  });
  rows.add("delivery_notes", {
    order_id: id,
    customer_number: account,
    recipient_name: name,
    ...place,
    goods: "Dose audio interface",
    gift: false,
    state: "done",
    noted_on: on,
    invoice_sent_on: on,
  });
}

const accountOf = (law: string) => `KW-1500${law.slice(1)}`;

/** The examples that stand in the shop's database, for tests. */
export const boundaries: Boundary[] = examples.map(([law, table, on]) => ({ law, table, on, account: accountOf(law) }));

export function addBoundaries(rows: Rows, { de }: Chance): void {
  for (const [law, , on, add] of examples) {
    const country = law === "E11" ? "FR" : "DE";
    const customer = anyone(accountOf(law), 1500 + Number(law.slice(1)), de, "de", country);
    const opened = on < "2018-01-01" ? "2014-01-07" : "2018-01-01";
    addAccount(rows, customer, { opened, lastLogin: law === "E42" ? "2020-01-01" : noon.slice(0, 10) });
    add(rows, customer, on);
  }
}
