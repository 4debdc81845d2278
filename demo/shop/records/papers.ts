/** What bookkeeping, tax and trade law make the shop write down about a sale. */
import { at } from "../chance";
import { product } from "../goods";
import type { Rows } from "../rows";
import type { Customer } from "./customer";

export type Sale = { order: string; on: string; skus: readonly string[]; method: Method };
export type Method = "card" | "paypal" | "sepa" | "invoice";

const providers = { card: "stripe", paypal: "paypal", sepa: "bank", invoice: "bank" } as const;
const vatRates: Record<string, number> = { FR: 20, AT: 20, NL: 21, DK: 25 };

export const total = (skus: readonly string[]): number => skus.reduce((sum, sku) => sum + product(sku).cents, 0);

/** The invoice, with name and address as printed. Gives its number. */
export function addInvoice(rows: Rows, customer: Customer, { order, on, skus, method }: Sale): string {
  const number = `R-${on.slice(0, 4)}-${String(rows.next("invoice")).padStart(6, "0")}`;
  const gross = total(skus);
  const net = Math.round(gross / 1.19);
  rows.add("invoices", {
    number,
    kind: "invoice",
    order_number: order,
    customer_number: customer.account,
    buyer_name: customer.name,
    buyer_email: customer.email,
    buyer_phone: customer.phone,
    street: customer.street,
    postcode: customer.postcode,
    city: customer.city,
    country: customer.country,
    issued_on: on,
    payment_method: method,
    lines: skus.map((sku) => ({ sku, title: product(sku).title, quantity: 1, cents: product(sku).cents })),
    net_cents: net,
    vat_cents: gross - net,
    attribution: customer.faker.helpers.arrayElement(["newsletter", "search", null]),
  });
  return number;
}

/** The payment of an invoice. */
export function addPayment(rows: Rows, customer: Customer, invoice: string, { on, skus, method }: Sale): void {
  rows.add("payments", {
    id: customer.faker.string.uuid(),
    invoice_number: invoice,
    customer_number: customer.account,
    payer_name: customer.name,
    payer_email: customer.email,
    method,
    provider: providers[method],
    provider_reference: customer.faker.string.alphanumeric(18),
    amount_cents: total(skus),
    booked_on: on,
  });
}

/** The tax record of a sale to another country of the Union. */
export function addOss(rows: Rows, customer: Customer, invoice: string, { on, skus }: Sale): void {
  const rate = vatRates[customer.country] ?? 21;
  const taxable = Math.round(total(skus) / (1 + rate / 100));
  rows.add("oss_records", {
    invoice_number: invoice,
    customer_number: customer.account,
    customer_name: customer.name,
    customer_email: customer.email,
    consumed_in: customer.country,
    supplied_on: on,
    taxable_cents: taxable,
    vat_rate: rate,
    vat_cents: total(skus) - taxable,
    paid_on: on,
    location_evidence: "billing address and country of the card",
    attribution: "search",
  });
}

/** The export paper of a parcel that leaves the Union. */
export function addCustoms(rows: Rows, customer: Customer, invoice: string, { on, skus }: Sale): void {
  rows.add("customs_documents", {
    mrn: `${on.slice(2, 4)}DE${customer.faker.string.numeric(14)}`,
    invoice_number: invoice,
    customer_number: customer.account,
    recipient_name: customer.name,
    recipient_email: customer.email,
    street: customer.street,
    postcode: customer.postcode,
    city: customer.city,
    country: customer.country,
    goods: skus.map((sku) => product(sku).title).join(", "),
    issued_on: on,
  });
}

const subjects = {
  de: { confirmation: "Ihre Bestellung", dispatch: "Ihr Paket ist unterwegs" },
  en: { confirmation: "Your order", dispatch: "Your parcel is on its way" },
} as const;

/** A letter by mail about an order: a commercial letter. */
export function addOrderEmail(
  rows: Rows,
  customer: Customer,
  order: string,
  day: string,
  kind: "confirmation" | "dispatch" = "confirmation",
): void {
  const subject = `${subjects[customer.language][kind]} ${order}`;
  rows.add("order_emails", {
    id: customer.faker.string.uuid(),
    order_number: order,
    customer_number: customer.account,
    recipient_name: customer.name,
    email: customer.email,
    kind,
    subject,
    body: `${customer.language === "de" ? "Guten Tag" : "Hello"} ${customer.name}, ${subject}.`,
    sent_at: at(day, "11:05"),
  });
}
