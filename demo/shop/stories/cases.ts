/** People with one matter each: an open order, a prize, a namesake, a gift, a licence passed on, a file under review. */
import { noon, type Chance } from "../chance";
import { competition } from "../goods";
import type { Rows } from "../rows";
import { addConsent, addEntry, addNewsletter, addProfile, addTicket } from "../records/contact";
import { addAccount, addMandate, addToken, personOf } from "../records/customer";
import { addActivation, addLicence, addRegistration, addRepair } from "../records/possessions";
import { addPurchase } from "../records/purchase";
import { addCase, addDecision, addDisclosure, addScore, addSignal } from "../records/risk";
import { addVisits } from "../records/website";

export function addCases(rows: Rows, chance: Chance): void {
  addCarla(rows, chance);
  addDeniz(rows, chance);
  addEmil(rows, chance);
  addNamesakes(rows, chance);
  addGift(rows, chance);
  addTransfer(rows, chance);
  addNils(rows, chance);
  addPetra(rows, chance);
}

function addCarla(rows: Rows, { de }: Chance): void {
  const carla = personOf("carla", { street: "Bergstraße 15", postcode: "79102", city: "Freiburg", country: "DE" }, de);
  addAccount(rows, carla, { opened: "2022-05-04" });
  addPurchase(rows, carla, { on: "2025-11-11", skus: ["HW-KLAVIS-88"] });
  addPurchase(rows, carla, { on: "2026-11-20", skus: ["HW-PULT-2"], status: "shipped" });
  addPurchase(rows, carla, { on: "2026-11-22", skus: ["SW-TAKTWERK"], status: "placed", method: "invoice" });
  addScore(rows, carla, "2026-11-22");
  const serial = addRegistration(rows, carla, { sku: "HW-KLAVIS-88", on: "2025-11-15", warranty: "running" });
  addRepair(rows, carla, { serial, received: "2026-11-12" });
  addTicket(rows, carla, { topic: "contract", last: "2026-11-16" });
  addProfile(rows, carla, "2026-11-13");
}

function addDeniz(rows: Rows, { de }: Chance): void {
  const deniz = personOf(
    "deniz",
    { street: "Neckarstraße 40", postcode: "70190", city: "Stuttgart", country: "DE" },
    de,
  );
  // Changed lately: the earlier address is still told when somebody asks for a copy or a deletion.
  const earlier = [{ email: "deniz.aksoy@alt.example", from: "2023-10-10", until: "2026-10-30" }];
  addAccount(rows, deniz, { opened: "2023-10-10", earlier });
  addEntry(rows, deniz, competition.long, "2026-10-02");
  addNewsletter(rows, deniz, { asked: "2023-10-10", opened: "2026-11-02" });
  const won = { competition: "Summer beats", winner_name: deniz.name, winner_email: deniz.email };
  const { street, postcode, city, country } = deniz;
  const prize = { prize: "Klavis 49 keyboard", value_cents: 44_900, handed_over_on: "2026-11-06", restricted_at: null };
  rows.add("competition_prizes", { ...won, street, postcode, city, country, ...prize });
  const letters = [
    ["Sie haben gewonnen", "2026-11-02T09:00:00Z"],
    ["Ihr Gewinn ist unterwegs", "2026-11-05T14:00:00Z"],
  ];
  for (const [subject, sent_at] of letters)
    rows.add("competition_letters", { ...won, subject, body: `${subject}.`, sent_at });
}

function addEmil(rows: Rows, { en }: Chance): void {
  const emil = personOf("emil", { street: "Havnegade 5", postcode: "1058", city: "København", country: "DK" }, en);
  addAccount(rows, emil, { opened: "2021-09-09" });
  addPurchase(rows, emil, { on: "2021-09-09", skus: ["SW-GRANIT", "SW-HALLRAUM"] });
  addLicence(rows, emil, { sku: "SW-GRANIT", granted: "2021-09-09", activated: ["2026-11-01"] });
  addVisits(rows, emil, 20_000, noon, 165);
}

/** One name, one birthday, two people. */
function addNamesakes(rows: Rows, { de }: Chance): void {
  const north = personOf(
    "jonas-north",
    { street: "Kanalstraße 2", postcode: "24103", city: "Kiel", country: "DE" },
    de,
  );
  const south = personOf("jonas-south", { street: "Donaublick 31", postcode: "89073", city: "Ulm", country: "DE" }, de);
  for (const jonas of [north, south]) {
    addAccount(rows, jonas, { opened: "2020-04-04", born: "1988-08-08" });
    addPurchase(rows, jonas, { on: "2023-02-17", skus: ["HW-DOSE"], method: "sepa" });
    addMandate(rows, jonas, "2023-02-17", "2023-02-20");
    addTicket(rows, jonas, { topic: "question", last: "2025-01-09", closed: "2025-01-10" });
  }
}

/** The parcel went to somebody else, whose address is theirs and not Jakob's. */
function addGift(rows: Rows, { de }: Chance): void {
  const jakob = personOf("jakob", { street: "Schillerstraße 60", postcode: "50968", city: "Köln", country: "DE" }, de);
  addAccount(rows, jakob, { opened: "2019-11-30" });
  const place = { street: "Wiesengrund 1", postcode: "04177", city: "Leipzig", country: "DE" };
  const gift = { name: "Lotte Sander", email: "lotte.sander@post.example", ...place };
  addPurchase(rows, jakob, { on: "2026-10-28", skus: ["HW-PULT-2"], gift, note: "Ein Geschenk" });
  addPurchase(rows, jakob, { on: "2022-12-12", skus: ["SW-BAND"] });
  addTicket(rows, jakob, { topic: "contract", last: "2026-11-04", closed: "2026-11-04", mentionsOthers: true });
}

/** Karin's licence belongs to Luis since March 2024: each for their own time. */
function addTransfer(rows: Rows, { en, de }: Chance): void {
  const karin = personOf("karin", { street: "Fjordveien 3", postcode: "28195", city: "Bremen", country: "DE" }, en);
  const luis = personOf("luis", { street: "Talstraße 77", postcode: "09111", city: "Chemnitz", country: "DE" }, de);
  addAccount(rows, karin, { opened: "2019-01-15" });
  addAccount(rows, luis, { opened: "2024-03-01" });
  addPurchase(rows, karin, { on: "2019-01-15", skus: ["SW-STREICHER"] });
  const from = { account: karin.account ?? "", since: "2019-01-15", until: "2024-03-15" };
  const serial = addLicence(rows, luis, {
    sku: "SW-STREICHER",
    granted: "2019-01-15",
    activated: ["2024-03-15"],
    from,
  });
  for (const [number, day] of [
    [2, "2022-05-01"],
    [3, "2023-11-30"],
  ] as const)
    addActivation(rows, { serial, number, account: karin.account, day, live: false, faker: en });
  addLicence(rows, karin, { sku: "SW-BAND", granted: "2023-06-06", activated: ["2026-08-08"] });
}

/** Files that nobody sees before a person looked at them. */
function addNils(rows: Rows, { de }: Chance): void {
  const nils = personOf("nils", { street: "Deichweg 9", postcode: "26382", city: "Wilhelmshaven", country: "DE" }, de);
  addAccount(rows, nils, { opened: "2023-03-03", lastLogin: "2026-09-09" });
  const { order } = addPurchase(rows, nils, { on: "2025-10-10", skus: ["HW-KLAVIS-49"] });
  addCase(rows, nils, "2025-11-04");
  addSignal(rows, nils, "2025-10-10");
  addDisclosure(rows, nils, "2025-12-01");
  addScore(rows, nils, "2026-10-01", "2026-10-01");
  addDecision(rows, nils, order, "2026-10-01", "declined");
}

/** The whole customer of the retention examples: everything at once, and today she leaves. */
function addPetra(rows: Rows, { de }: Chance): void {
  const petra = personOf("petra", { street: "Gartenweg 18", postcode: "34117", city: "Kassel", country: "DE" }, de);
  addAccount(rows, petra, { opened: "2020-03-20" });
  addToken(rows, petra, "2024-06-11");
  addPurchase(rows, petra, { on: "2024-06-11", skus: ["HW-DOSE", "SW-HALLRAUM"] });
  addLicence(rows, petra, { sku: "SW-HALLRAUM", granted: "2024-06-11", activated: ["2026-03-03"] });
  addRegistration(rows, petra, { sku: "HW-PULT-2", on: "2020-03-24", warranty: "ended" });
  addTicket(rows, petra, { topic: "question", last: "2024-07-02", closed: "2024-07-02" });
  addNewsletter(rows, petra, { asked: "2020-03-20", opened: "2026-08-30" });
  for (const purpose of ["comfort", "saved-payment", "surveys"]) addConsent(rows, petra, purpose, "2024-06-11");
  addVisits(rows, petra, 12, "2026-11-23T09:00:00Z", 24);
}
