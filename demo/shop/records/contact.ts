/** How the shop and a customer talk: newsletter, support, surveys, competitions, advertising. */
import { addDays, day } from "../../../lib/gdpr/day";
import { at, ip } from "../chance";
import { competitionEnds, surveyEnds } from "../goods";
import type { Rows } from "../rows";
import type { Customer } from "./customer";

/** A newsletter subscription and, once confirmed, the proof of it. */
export function addNewsletter(
  rows: Rows,
  { email, name, language, faker }: Customer,
  {
    asked,
    status = "confirmed",
    opened,
    ended,
  }: { asked: string; status?: "pending" | "confirmed" | "ended"; opened?: string; ended?: string },
): void {
  const confirmed = status === "pending" ? null : at(asked, "12:10");
  rows.add("newsletter_subscriptions", {
    email,
    first_name: faker.number.int(1) ? name.split(" ")[0] : null,
    language,
    status,
    requested_at: at(asked, "12:00"),
    confirmed_at: confirmed,
    last_opened_on: opened,
    ended_on: ended,
    mailing_id: confirmed && faker.string.hexadecimal({ length: 32, prefix: "", casing: "lower" }),
  });
  if (confirmed) addProof(rows, { email, faker }, asked, ended);
}

/** The proof that an address was confirmed by its owner. */
export function addProof(
  rows: Rows,
  { email, faker }: Pick<Customer, "email" | "faker">,
  asked: string,
  ended?: string,
): void {
  const from = ip(faker);
  rows.add("consent_proofs", {
    id: faker.string.uuid(),
    email,
    purpose: "newsletter",
    text_version: "2025-03",
    asked_at: at(asked, "12:00"),
    asked_from: from,
    confirmed_at: at(asked, "12:10"),
    confirmed_from: from,
    ended_on: ended,
  });
}

/** One choice in the consent window. */
export function addConsent(
  rows: Rows,
  { account, faker }: Customer,
  purpose: string,
  given: string,
  ended?: string,
): void {
  rows.add("consents", {
    id: faker.string.uuid(),
    customer_number: account,
    purpose,
    text_version: "2025-03",
    channel: "website",
    given_at: at(given),
    ended_on: ended,
  });
}

const talks = {
  contract: ["Defect after two weeks", "One key stays silent. Please replace the device."],
  question: ["How do I change the buffer size?", "Playback crackles on my computer."],
  contact: ["Do you visit trade fairs?", "I would like to see the keyboards."],
} as const;

/** A ticket: about a contract, a question, or a message without a contract. */
export function addTicket(
  rows: Rows,
  customer: Customer,
  ticket: { topic: keyof typeof talks; last: string; closed?: string; mentionsOthers?: boolean },
): void {
  const [subject, text] = talks[ticket.topic];
  const opened = addDays(day(ticket.last), -3);
  rows.add("support_messages", {
    ticket: 40_000 + rows.next("ticket"),
    topic: ticket.topic,
    customer_number: customer.account,
    name: customer.name,
    email: customer.email,
    subject,
    conversation: [
      { from: "customer", at: at(opened, "09:00"), text },
      { from: "support", at: at(ticket.last, "15:00"), text: "Thank you, we looked into it." },
    ],
    equipment: ticket.topic === "question" ? "Laptop, Dose audio interface" : null,
    staff_note: ticket.mentionsOthers ? "A neighbour took the parcel and called us." : null,
    mentions_others: ticket.mentionsOthers ?? false,
    opened_at: at(opened, "09:00"),
    last_message_on: ticket.last,
    closed_on: ticket.closed,
  });
}

/** The helpdesk's card of a customer. */
export function addProfile(rows: Rows, customer: Customer, firstSeen: string): void {
  const { account, name, email, phone, postcode, city, country } = customer;
  rows.add("support_profiles", {
    customer_number: account,
    helpdesk_id: `zd-${900_000 + rows.next("profile")}`,
    name,
    email,
    phone,
    postcode,
    city,
    country,
    first_seen_on: firstSeen,
  });
}

/** Answers in a survey. */
export function addAnswers(rows: Rows, { account, email }: Customer, survey: number, day: string): void {
  rows.add("survey_answers", {
    survey_id: survey,
    answer_no: rows.next(`survey-${survey}`),
    account_id: account,
    email,
    answers: { satisfied: 4, wish: "more presets" },
    answered_at: at(day),
    survey_ended_on: surveyEnds[survey],
  });
}

/** A ticket in a competition's draw. */
export function addEntry(rows: Rows, { name, email, country }: Customer, competition: number, day: string): void {
  rows.add("competition_entries", {
    competition_id: competition,
    entry_no: rows.next(`competition-${competition}`),
    name,
    email,
    country,
    entered_at: at(day),
    competition_ended_on: competitionEnds[competition],
  });
}

/** The right to write about similar products. */
export function addCustomerAds(rows: Rows, { account, email }: Customer, sku: string, lastPurchase: string): void {
  rows.add("customer_ads", { account_id: account, email, similar_to: sku, last_purchase_on: lastPurchase });
}
