/** What the check says about mappings of the second kind: names, JSON values, keys of several columns, rows that wait. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOtherShop, otherPolicyFile, type OtherShop } from "../sources/postgres/other-shop.fixture";
import { readCatalog } from "./catalog";
import { databaseFindings } from "./database";
import { schemasOf } from "./kinds/place";
import { lineOf } from "./broken.fixture";
import { readPolicy } from "./load";

const good = readFileSync(otherPolicyFile, "utf8");

/** The policy with one thing replaced. Throws when there is nothing to replace. */
function edited(from: string, to: string): string {
  if (!good.includes(from)) throw new Error(`the policy has no ${from}`);
  return good.replace(from, () => to);
}

test("the policy has no problem", () => {
  expect(readPolicy(good).problems).toEqual([]);
});

describe("what a mapping says by itself", () => {
  test.each<[string, string, string, string, RegExp]>([
    ["a name of a table that is too long", "table: Nach/richten", `table: ${"ä".repeat(32)}`, "table: ää", /no name of a table or column/],
    ["a slash in an entry", "      scan:", "      scan/ort:", "scan/ort:", /has a slash.*“table”/],
    ["a column with a NUL", "          PLZ:", '          "P\\0Z":', '"P\\0Z":', /no name of a column/],
    ["a place in a list as a key", "path: [telefon]", 'path: ["0"]', "phone:", /no lasting name/],
    ["a value inside a value", "phone: { column: profil, path: [telefon] }", "phone: { column: nick, path: [telefon] }", "phone:", /itself such a value/],
    ["a JSON column that nobody listed", "ignore: [profil, gesperrt]", "ignore: [gesperrt]", "member:", /column profil is neither/],
    ["a JSON value that nobody listed", "          member:\n", "", "member:", /column member is neither/],
    ["too few columns to a key", "column: [jahr, nr] }]\n        category: order\n        erase", "column: jahr }]\n        category: order\n        erase", "person:", /The key of Bestellung is jahr, nr/],
    ["an address that is no key", "{ table: Kunde, address: E-Mail", "{ table: Kunde, address: PLZ", "Kunde, ", /selects nobody in Kunde/],
    ["an account and an address", "{ table: Kunde, address: E-Mail", "{ table: Kunde, account: member, address: E-Mail", "Kunde, ", /one of the two/],
    ["a keeper above", "keepIfReferenced: [{ table: Bestellung, column: anschrift }]", "keepIfReferenced: [{ table: Kunde, column: PLZ }]", "keepIfReferenced", /Kunde stands above Anschrift/],
    ["a keeper that is not there", "keepIfReferenced: [{ table: Bestellung,", "keepIfReferenced: [{ table: Auftrag,", "keepIfReferenced", /Auftrag is not among the tables/],
    ["a keeper's column", "{ table: Bestellung, column: anschrift }", "{ table: Bestellung, column: adresse }", "keepIfReferenced", /lists no column adresse/],
    ["what is kept is not locked", "restrict: *locked\n        keepIfReferenced", "keepIfReferenced", "Anschrift:", /“restrict”/],
    ["a list that is not there", "into: sperre", "into: sperren", "into:", /sperren is not among the tables/],
    ["a column of the list", "hash: schluessel", "hash: hash", "set:", /lists no column hash/],
    ["an entry that could be made twice", "set: { kanal: email, seit: { now: true } }", "set: { seit: { now: true } }", "set:", /key of sperre is schluessel, kanal/],
    ["an end that the rows have not", "        stop: { set: { status: aus, beendet: { now: true } } }\n", "", "on:", /no end “stop”/],
    ["mapped and ignored under another schema", "ignore: [{ schema: Web Logs, table: Seiten }]", "ignore: [{ schema: Web Logs, table: Zugriff }]", "Zugriff:", /Web Logs\.Zugriff is mapped here and ignored/],
  ])("%s", (_, from, to, line, message) => {
    const text = edited(from, to);
    const { problems } = readPolicy(text);
    const found = problems.map((problem) => `${lineOf(text, problem.line)} → ${problem.message}`);
    expect(found.filter((one) => one.includes(line) && message.test(one)), found.join("\n")).not.toEqual([]);
  }); // prettier-ignore
});

describe("the mapping against the database", () => {
  let shop: OtherShop;
  beforeAll(async () => {
    shop = await openOtherShop();
  });
  afterAll(() => shop.close());

  async function found(text: string): Promise<string[]> {
    const { policy, problems } = readPolicy(text);
    const mapping = policy?.sources.shop;
    expect(problems).toEqual([]);
    if (!policy || mapping?.kind !== "postgres") throw new Error("the other shop is a database");
    const catalog = await readCatalog(shop.url, schemasOf(mapping));
    return databaseFindings(policy, "shop", mapping, catalog).map(({ message }) => message);
  }

  test("nothing is wrong; a partition is part of its table", async () => {
    expect(await found(good)).toEqual([]);
  });

  test.each<[string, string, string, RegExp]>([
    ["a table of another schema that nobody spoke of", "    ignore: [{ schema: Web Logs, table: Seiten }]\n", "", /The table Web Logs\.Seiten is neither mapped nor ignored/],
    ["an ignored table that is not there", "table: Seiten }]", "table: Seiten }, { schema: crm, table: X }]", /no table crm\.X/],
    ["a mapped table under the wrong schema", "schema: crm\n        key: [nr]", "key: [nr]", /no table Anschrift/],
    ["a value in a column that is no JSON", "by: { column: doc, path: [by] }", "by: { column: id, path: [by] }", /id is of type integer/],
    ["a time that is said to be text", "sent: { column: doc, path: [sent], is: date }", "sent: { column: doc, path: [sent] }", /sent is of type text and holds no date/],
    ["a table without its zone", "        zone: UTC\n        key: [jahr, nr]", "        key: [jahr, nr]", /am is a time without a zone/],
  ])("%s", async (_, from, to, message) => {
    expect((await found(edited(from, to))).filter((one) => message.test(one))).not.toEqual([]);
  }); // prettier-ignore
});
