/** What a customer has of the shop's products: licences, activations, registered devices, repairs. */
import { at } from "../chance";
import type { Rows } from "../rows";
import type { Customer } from "./customer";

/** A perpetual licence of the customer, with activations on given days. Gives its serial. */
export function addLicence(
  rows: Rows,
  { account, faker }: Customer,
  {
    sku,
    granted,
    activated = [],
    from,
  }: { sku: string; granted: string; activated?: string[]; from?: { account: string; since: string; until: string } },
): string {
  const serial = faker.helpers.replaceSymbols("????-####-????-####");
  rows.add("licences", { serial, sku, account_id: account, status: "active", granted_on: granted });
  if (from)
    rows.add("licence_owners", {
      licence_serial: serial,
      owner_no: 1,
      account_id: from.account,
      state: "former",
      held_from: from.since,
      held_until: from.until,
    });
  rows.add("licence_owners", {
    licence_serial: serial,
    owner_no: from ? 2 : 1,
    account_id: account,
    state: "current",
    held_from: from?.until ?? granted,
  });
  activated.forEach((day, index) => addActivation(rows, { serial, number: index + 1, account, day, faker }));
  return serial;
}

/** One activation of a licence on a device. */
export function addActivation(
  rows: Rows,
  {
    serial,
    number,
    account,
    day,
    live = true,
    faker,
  }: { serial: string; number: number; account: string | null; day: string; live?: boolean; faker: Customer["faker"] },
): void {
  rows.add("licence_activations", {
    licence_serial: serial,
    activation_no: number,
    account_id: account,
    state: live ? "live" : "released",
    device_hash: faker.string.hexadecimal({ length: 40, prefix: "", casing: "lower" }),
    device_name: faker.helpers.arrayElement(["Studio", "Laptop", "Home", null]),
    activated_at: `${day}T18:20:00`,
  });
}

/** A device registered by its serial number. Gives the serial. */
export function addRegistration(
  rows: Rows,
  { account, faker }: Customer,
  { sku, on, warranty, nickname }: { sku: string; on: string; warranty: "running" | "ended"; nickname?: string },
): string {
  const serial = `KW${String(rows.next("serial")).padStart(5, "0")}${faker.string.numeric(5)}`;
  rows.add("product_registrations", {
    serial,
    model: sku,
    sold_in: on.slice(0, 7),
    account_id: account,
    registered_on: on,
    nickname,
    warranty,
  });
  return serial;
}

/** A device in repair, or returned from it. */
export function addRepair(
  rows: Rows,
  customer: Customer,
  repair: { serial: string; received: string; returned?: string },
): void {
  const { account, name, street, postcode, city, country } = customer;
  rows.add("repairs", {
    customer_number: account,
    serial: repair.serial,
    defect: "One key gives no sound.",
    status: repair.returned ? "returned" : "in-repair",
    name,
    street,
    postcode,
    city,
    country,
    received_on: repair.received,
    returned_on: repair.returned,
  });
}

/** A contract cancelled in the time the law gives. */
export function addWithdrawal(rows: Rows, customer: Customer, order: string, day: string): void {
  const declaration = customer.language === "de" ? "Ich widerrufe den Vertrag." : "I cancel the contract.";
  rows.add("withdrawal_declarations", {
    order_number: order,
    customer_number: customer.account,
    name: customer.name,
    email: customer.email,
    declaration,
    declared_at: at(day, "16:00"),
  });
}
