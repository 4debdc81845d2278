/** People whose address does not say who they are: shared, mistyped, changed, or the only thing known. */
import type { Chance } from "../chance";
import { competition } from "../goods";
import type { Rows } from "../rows";
import { addEntry, addNewsletter, addTicket } from "../records/contact";
import { addAccount, personOf, type Customer } from "../records/customer";
import { addOrderEmail } from "../records/papers";
import { addLicence } from "../records/possessions";
import { addPurchase } from "../records/purchase";
import { addVisits } from "../records/website";

export function addOneAddress(rows: Rows, chance: Chance): void {
  addBen(rows, chance);
  addCouple(rows, chance);
  addMistyped(rows, chance);
  addChanged(rows, chance);
  addGuest(rows, chance);
}

function addBen(rows: Rows, chance: Chance): void {
  const nowhere = { street: "", postcode: "", city: "", country: "DE" };
  addNewsletter(rows, personOf("ben", nowhere, chance.en), { asked: "2024-09-12", opened: "2026-11-02" });
}

/** One mailbox: Greta has the account, Henrik orders as a guest. */
function addCouple(rows: Rows, chance: Chance): void {
  const home = { street: "Am Anger 3", postcode: "99084", city: "Erfurt", country: "DE" };
  const greta = personOf("greta", home, chance.de);
  const henrik = personOf("henrik", home, chance.de);
  addAccount(rows, greta, { opened: "2021-01-20", lastLogin: "2026-10-03" });
  addPurchase(rows, greta, { on: "2021-01-20", skus: ["HW-KLAVIS-88"], method: "sepa" });
  addPurchase(rows, greta, { on: "2024-03-08", skus: ["SW-HALLRAUM"] });
  addLicence(rows, greta, { sku: "SW-HALLRAUM", granted: "2024-03-08", activated: ["2026-01-04"] });
  addPurchase(rows, henrik, { on: "2022-11-25", skus: ["HW-PULT-2"], method: "paypal" });
  addPurchase(rows, henrik, { on: "2025-12-01", skus: ["SW-TAKTWERK"], method: "paypal" });
  addNewsletter(rows, greta, { asked: "2021-01-20", opened: "2026-09-15" });
}

/** A stranger's guest order carries the address of Ines. */
function addMistyped(rows: Rows, chance: Chance): void {
  const ines = personOf(
    "ines",
    { street: "Rosengasse 21", postcode: "01067", city: "Dresden", country: "DE" },
    chance.en,
  );
  addAccount(rows, ines, { opened: "2020-07-07", lastLogin: "2026-11-01" });
  addPurchase(rows, ines, { on: "2020-07-07", skus: ["SW-GRANIT"] });
  addPurchase(rows, ines, { on: "2026-02-02", skus: ["SW-BAND"] });
  addNewsletter(rows, ines, { asked: "2020-07-07", opened: "2026-10-29" });
  const stranger: Customer = {
    ...ines,
    account: null,
    name: "Oskar Brandl",
    street: "Marktplatz 4",
    postcode: "94032",
    city: "Passau",
    phone: "+49 30 23125 417",
  };
  addPurchase(rows, stranger, { on: "2025-05-17", skus: ["HW-DOSE"], method: "paypal" });
}

/** Mara's older letters, a guest order among them, carry the address she used until June 2023. */
function addChanged(rows: Rows, chance: Chance): void {
  const mara = personOf(
    "mara",
    { street: "Uferstraße 88", postcode: "69117", city: "Heidelberg", country: "DE" },
    chance.de,
  );
  const old: Customer = { ...mara, email: "mara.keller@alt.example" };
  const earlier = [{ email: old.email, from: "2019-02-01", until: "2023-06-01" }];
  addAccount(rows, mara, { opened: "2019-02-01", lastLogin: "2026-11-12", earlier });
  addPurchase(rows, old, { on: "2019-02-01", skus: ["SW-STREICHER"] });
  addPurchase(rows, { ...old, account: null }, { on: "2021-08-19", skus: ["HW-KLAVIS-49"], method: "paypal" });
  const { order } = addPurchase(rows, mara, { on: "2024-10-05", skus: ["SW-GRANIT"] });
  addOrderEmail(rows, mara, order, "2024-10-08", "dispatch");
  addNewsletter(rows, old, { asked: "2019-02-02", opened: "2023-05-12" });
  addTicket(rows, old, { topic: "contract", last: "2021-09-01", closed: "2021-09-01" });
  addVisits(rows, mara, 30, "2026-11-22T20:00:00Z", 100);
}

/** Quentin never opened an account; one of his parcels left the Union. */
function addGuest(rows: Rows, chance: Chance): void {
  const quentin = personOf(
    "quentin",
    { street: "Seestrasse 9", postcode: "8002", city: "Zürich", country: "CH" },
    chance.en,
  );
  addPurchase(rows, quentin, { on: "2023-04-28", skus: ["HW-DOSE"], method: "paypal" });
  addPurchase(rows, quentin, { on: "2026-06-19", skus: ["SW-BAND"], method: "paypal" });
  addTicket(rows, quentin, { topic: "contact", last: "2026-10-01", closed: "2026-10-02" });
  addEntry(rows, quentin, competition.open, "2026-11-20");
}
