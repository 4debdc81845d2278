/** Ana: a customer since 2018, with records on both sides of every limit. Before that she ordered as a guest. */
import { noon, type Chance } from "../chance";
import { competition, survey } from "../goods";
import type { Rows } from "../rows";
import * as contact from "../records/contact";
import { addAccount, addAddress, addMandate, addToken, personOf, type Customer } from "../records/customer";
import { addPurchase } from "../records/purchase";
import { addLicence, addRegistration, addRepair, addWithdrawal } from "../records/possessions";
import { addDecision, addScore } from "../records/risk";
import * as website from "../records/website";

const home = { street: "Lindenallee 7", postcode: "12043", city: "Berlin", country: "DE" };
const before = { street: "Hafenweg 12", postcode: "20457", city: "Hamburg" };

export function addAna(rows: Rows, chance: Chance): void {
  const ana = personOf("ana", home, chance.en);
  addAccount(rows, ana, { opened: "2018-02-11", born: "1991-04-17", artist: "Vidalia" });
  addAddress(rows, ana, { ...before, added: "2018-02-11", replaced: "2021-05-03", label: "delivery" });
  addToken(rows, ana, "2024-06-14");
  addToken(rows, ana, "2020-02-10", "2023-08-31");
  addMandate(rows, ana, "2022-03-01", "2026-01-15");
  const orders = buy(rows, ana);
  own(rows, ana);
  talk(rows, ana);
  addScore(rows, ana, "2026-08-20", "2026-08-20");
  addScore(rows, ana, "2026-10-10", "2026-10-10");
  addDecision(rows, ana, orders.at(-1) ?? "", "2026-10-10");
  addWithdrawal(rows, ana, orders[2] ?? "", "2020-02-20");
  beSeen(rows, ana);
}

function buy(rows: Rows, ana: Customer): string[] {
  const guest = { ...ana, account: null };
  for (const on of ["2015-06-30", "2017-11-30"]) addPurchase(rows, guest, { on, skus: ["SW-BAND"], method: "paypal" });
  const days: [string, string[]][] = [
    ["2018-03-05", ["SW-GRANIT"]],
    ["2019-03-05", ["HW-DOSE"]],
    ["2019-12-31", ["SW-BAND"]],
    ["2020-02-10", ["HW-PULT-2", "SW-TAKTWERK"]],
    ["2022-12-31", ["SW-HALLRAUM"]],
    ["2024-06-14", ["SW-STREICHER"]],
    ["2025-09-02", ["HW-KLAVIS-49"]],
    ["2026-10-10", ["SW-TAKTWERK"]],
  ];
  return days.map(([on, skus]) => addPurchase(rows, ana, { on, skus }).order);
}

function own(rows: Rows, ana: Customer): void {
  addLicence(rows, ana, {
    sku: "SW-GRANIT",
    granted: "2018-03-05",
    activated: ["2018-03-05", "2025-11-20", "2026-02-14"],
  });
  addLicence(rows, ana, { sku: "SW-STREICHER", granted: "2024-06-14", activated: ["2026-06-01"] });
  addRegistration(rows, ana, { sku: "HW-DOSE", on: "2019-03-10", warranty: "ended" });
  const serial = addRegistration(rows, ana, {
    sku: "HW-KLAVIS-49",
    on: "2025-09-06",
    warranty: "running",
    nickname: "Big one",
  });
  addRepair(rows, ana, { serial, received: "2026-07-14", returned: "2026-08-01" });
}

function talk(rows: Rows, ana: Customer): void {
  contact.addNewsletter(rows, ana, { asked: "2019-05-02", opened: "2026-11-02" });
  contact.addProfile(rows, ana, "2021-03-29");
  contact.addTicket(rows, ana, { topic: "contract", last: "2019-06-03", closed: "2019-06-03" });
  contact.addTicket(rows, ana, { topic: "contract", last: "2021-04-01", closed: "2021-04-01" });
  contact.addTicket(rows, ana, { topic: "question", last: "2022-09-30", closed: "2022-09-30" });
  contact.addTicket(rows, ana, { topic: "question", last: "2023-03-15", closed: "2023-03-15" });
  contact.addTicket(rows, ana, { topic: "contact", last: "2026-05-20", closed: "2026-05-22" });
  contact.addAnswers(rows, ana, survey.ended, "2025-10-12");
  contact.addAnswers(rows, ana, survey.open, "2026-11-10");
  contact.addEntry(rows, ana, competition.long, "2026-10-20");
  contact.addEntry(rows, ana, competition.open, "2026-11-18");
  contact.addCustomerAds(rows, ana, "SW-TAKTWERK", "2026-10-10");
  contact.addConsent(rows, ana, "statistics", "2025-03-01");
  contact.addConsent(rows, ana, "advertising", "2025-03-01");
  contact.addConsent(rows, ana, "comfort", "2020-02-01", "2023-05-10");
}

function beSeen(rows: Rows, ana: Customer): void {
  for (const day of ["2025-09-20", "2025-12-02", "2026-06-15", "2026-11-19"]) website.addEvent(rows, ana, day);
  website.addVisitor(rows, ana, "google", { first: "2025-03-01", last: "2026-11-19" });
  website.addVisitor(rows, ana, "hotjar", { first: "2025-03-01", last: "2026-03-12" });
  website.addVisitor(rows, ana, "optimizely", { first: "2026-08-01", last: "2026-09-30", testEnded: "2026-09-30" });
  website.addVisitor(rows, ana, "webtrekk", { first: "2025-03-01", last: "2026-11-19" });
  website.addAdProfile(rows, ana, "2025-03-01", "2026-10-30");
  website.addVisits(rows, ana, 1_240, noon, 160);
}
