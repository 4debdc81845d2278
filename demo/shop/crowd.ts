/** Customers whom chance made up: enough of them to look like a shop. */
import { addDays, day } from "../../lib/gdpr/day";
import { today, type Chance } from "./chance";
import { competition, hardware, software, survey } from "./goods";
import type { Rows } from "./rows";
import * as contact from "./records/contact";
import { addAccount, addMandate, addToken, anyone, someDay, type Customer } from "./records/customer";
import { addPurchase } from "./records/purchase";
import { addLicence, addRegistration } from "./records/possessions";
import { addDecision, addScore } from "./records/risk";
import * as website from "./records/website";

const countries = ["DE", "DE", "DE", "DE", "DE", "DE", "FR", "AT", "NL", "CH"];

/** Adds one customer. One in ten is a guest, one in ten only reads the newsletter. */
export function addSomebody(rows: Rows, chance: Chance, number: number): void {
  const english = number % 4 === 0;
  const faker = english ? chance.en : chance.de;
  const kind = number % 10;
  const account = kind < 2 ? null : `KW-${200_000 + number}`;
  const somebody = anyone(account, number, faker, english ? "en" : "de", faker.helpers.arrayElement(countries));
  if (kind === 0) return addReader(rows, somebody);
  const opened = someDay(somebody, "2014-02-01", "2026-10-31");
  if (account) addAccount(rows, somebody, facts(somebody, opened));
  shop(rows, somebody, opened);
  if (account) live(rows, somebody, opened);
}

function addReader(rows: Rows, reader: Customer): void {
  const asked = someDay(reader, "2018-01-01", "2026-11-20");
  const pending = reader.faker.number.int(9) === 0;
  contact.addNewsletter(
    rows,
    reader,
    pending ? { asked, status: "pending" } : { asked, opened: someDay(reader, asked, today) },
  );
}

function facts(somebody: Customer, opened: string) {
  const { faker } = somebody;
  return {
    opened,
    lastLogin: someDay(somebody, opened, today),
    born:
      faker.number.int(2) === 0
        ? faker.date.birthdate({ min: 18, max: 75, mode: "age" }).toISOString().slice(0, 10)
        : undefined,
    artist: faker.number.int(6) === 0 ? faker.word.noun() : undefined,
    company: faker.number.int(9) === 0 ? faker.company.name() : undefined,
  };
}

function shop(rows: Rows, somebody: Customer, opened: string): void {
  const { faker, account } = somebody;
  for (let count = faker.number.int({ min: 1, max: 4 }); count > 0; count--) {
    const on = someDay(somebody, opened, "2026-11-10");
    const item = faker.helpers.arrayElement([...software, ...software, ...hardware]);
    const { order } = addPurchase(rows, somebody, {
      on,
      skus: [item.sku],
      method: faker.helpers.arrayElement(["card", "paypal", "sepa"]),
    });
    if (!account) continue;
    if (item.kind === "software")
      addLicence(rows, somebody, { sku: item.sku, granted: on, activated: [someDay(somebody, on, today)] });
    else if (faker.number.int(1))
      addRegistration(rows, somebody, {
        sku: item.sku,
        on,
        warranty: addDays(day(on), 730) > today ? "running" : "ended",
      });
    if (faker.number.int(9) === 0) {
      addScore(rows, somebody, on, on);
      addDecision(rows, somebody, order, on);
    }
  }
}

function live(rows: Rows, somebody: Customer, opened: string): void {
  const { faker } = somebody;
  const perhaps = (oneIn: number, add: () => void) => {
    if (faker.number.int({ min: 1, max: oneIn }) === 1) add();
  };
  const late = () => someDay(somebody, opened > "2025-01-01" ? opened : "2025-01-01", today);
  perhaps(2, () => contact.addNewsletter(rows, somebody, { asked: opened, opened: late() }));
  perhaps(3, () => addToken(rows, somebody, opened));
  perhaps(6, () => addMandate(rows, somebody, opened, late()));
  perhaps(5, () => contact.addTicket(rows, somebody, talked("question", late())));
  perhaps(9, () => contact.addTicket(rows, somebody, talked("contract", late())));
  perhaps(3, () => contact.addConsent(rows, somebody, "statistics", opened));
  perhaps(8, () => contact.addAnswers(rows, somebody, survey.open, "2026-11-05"));
  perhaps(8, () => contact.addEntry(rows, somebody, competition.open, "2026-11-17"));
  perhaps(4, () => contact.addCustomerAds(rows, somebody, "SW-GRANIT", late()));
  perhaps(4, () => website.addVisitor(rows, somebody, "google", { first: opened, last: late() }));
  perhaps(6, () => website.addAdProfile(rows, somebody, opened, late()));
  perhaps(2, () => website.addVisits(rows, somebody, 8, `${today}T06:00:00Z`, 120));
}

function talked(
  topic: "question" | "contract",
  last: string,
): { topic: "question" | "contract"; last: string; closed: string } {
  return { topic, last, closed: last };
}
