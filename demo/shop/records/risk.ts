/** Payment risk: scores, decisions, cases, and what authorities asked for. */
import { at } from "../chance";
import type { Rows } from "../rows";
import type { Customer } from "./customer";

const agency = "Bonitas Auskunftei GmbH";

/** A score that the agency told, and the day a decision used it; without one the decision is pending. */
export function addScore(rows: Rows, { account, faker }: Customer, asked: string, decided?: string): void {
  rows.add("credit_checks", {
    customer_number: account,
    agency,
    score: faker.number.int({ min: 300, max: 980 }),
    factors: ["payment history", "address known for two years"],
    state: decided ? "decided" : "pending",
    asked_at: at(asked),
    decided_on: decided,
  });
}

/** Which ways to pay were offered. */
export function addDecision(
  rows: Rows,
  { account }: Customer,
  order: string,
  decided: string,
  result: "all-methods" | "prepaid-only" | "declined" = "all-methods",
): void {
  rows.add("credit_decisions", {
    customer_number: account,
    order_number: order,
    agency,
    result_class: result,
    reviewed_by_person: result === "prepaid-only",
    decided_on: decided,
  });
}

/** A disputed payment. */
export function addCase(rows: Rows, { account, email }: Customer, opened: string, closed?: string): void {
  rows.add("fraud_cases", {
    customer_number: account,
    email,
    facts: "The card's owner says that the order was not theirs.",
    partner: "Kartenschutz Verbund GmbH",
    claim_cents: 44_900,
    opened_on: opened,
    closed_on: closed,
  });
}

/** A warning sign at a payment that never became a case. */
export function addSignal(rows: Rows, { account }: Customer, paid: string): void {
  rows.add("fraud_signals", {
    customer_number: account,
    signal: "card from another country than the address",
    weight: 2,
    paid_on: paid,
  });
}

/** What was told to an authority. */
export function addDisclosure(rows: Rows, { account }: Customer, day: string): void {
  rows.add("authority_disclosures", {
    customer_number: account,
    authority: "Landeskriminalamt Berlin",
    file_number: `LKA 24-${rows.next("disclosure")}/${day.slice(2, 4)}`,
    disclosed: "Name, delivery address and payment of one order.",
    disclosed_on: day,
  });
}
