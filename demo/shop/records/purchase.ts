/** A sale from order to delivery, with every paper that comes with it. */
import { addDays, day } from "../../../lib/gdpr/day";
import { at } from "../chance";
import { product } from "../goods";
import type { Rows } from "../rows";
import type { Customer } from "./customer";
import { addCustoms, addInvoice, addOrderEmail, addOss, addPayment, total, type Method, type Sale } from "./papers";

export type Purchase = {
  on: string;
  skus: readonly string[];
  method?: Method;
  status?: "placed" | "paid" | "shipped" | "delivered" | "return-open";
  /** Another person gets the parcel. */
  gift?: Pick<Customer, "name" | "email" | "street" | "postcode" | "city" | "country">;
  note?: string;
};

const union = ["FR", "AT", "NL", "DK"];

/** Adds the sale; gives the order's number and the day it was handed over. */
export function addPurchase(
  rows: Rows,
  customer: Customer,
  purchase: Purchase,
): { order: string; done: string | null } {
  const { on, skus, method = "card", status = "delivered" } = purchase;
  const id = rows.next("order");
  const order = `B-${on.slice(0, 4)}-${String(id).padStart(6, "0")}`;
  const goods = skus.filter((sku) => product(sku).kind === "hardware");
  const finished = status === "delivered" || status === "return-open";
  const done = finished ? addDays(day(on), goods.length > 0 ? 4 : 0) : null;
  const sale: Sale = { order, on, skus, method };
  rows.add("orders", {
    id,
    number: order,
    customer_number: customer.account,
    email: customer.email,
    name: customer.name,
    phone: customer.phone,
    street: customer.street,
    postcode: customer.postcode,
    city: customer.city,
    country: customer.country,
    placed_at: at(on, "09:40"),
    status,
    completed_on: done,
    payment_method: method,
    total_cents: total(skus),
    note: purchase.note,
  });
  const state = finished && status !== "return-open" ? "done" : "open";
  skus.forEach((sku, line) =>
    rows.add("order_lines", {
      order_id: id,
      line_no: line + 1,
      sku,
      quantity: 1,
      price_cents: product(sku).cents,
      state,
      completed_on: done,
    }),
  );
  addOrderEmail(rows, customer, order, on);
  if (status === "placed") return { order, done };
  const invoice = addInvoice(rows, customer, sale);
  addPayment(rows, customer, invoice, sale);
  if (union.includes(customer.country) && goods.length < skus.length) addOss(rows, customer, invoice, sale);
  if (["CH", "GB"].includes(customer.country) && goods.length > 0) addCustoms(rows, customer, invoice, sale);
  if (goods.length > 0 && status !== "paid") addDelivery(rows, customer, purchase, { id, order, state, done });
  return { order, done };
}

type Sent = { id: number; order: string; state: string; done: string | null };

function addDelivery(
  rows: Rows,
  customer: Customer,
  { on, skus, gift }: Purchase,
  { id, order, state, done }: Sent,
): void {
  const to = gift ?? customer;
  const left = addDays(day(on), 1);
  const recipient = {
    order_id: id,
    customer_number: customer.account,
    recipient_name: to.name,
    recipient_email: gift ? gift.email : null,
    street: to.street,
    postcode: to.postcode,
    city: to.city,
    country: to.country,
    gift: gift !== undefined,
    state,
  };
  const goods = skus.map((sku) => product(sku).title).join(", ");
  // The invoice follows the parcel: a note whose time is over before it was written would be kept for nothing.
  rows.add("delivery_notes", { ...recipient, goods, noted_on: left, invoice_sent_on: addDays(left, 1) });
  rows.add("shipments", {
    ...recipient,
    carrier: "DHL",
    tracking_number: `0034${customer.faker.string.numeric(16)}`,
    shipped_on: left,
    delivered_on: done,
  });
  addOrderEmail(rows, customer, order, left, "dispatch");
}
