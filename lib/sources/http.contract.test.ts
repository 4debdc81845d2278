/** The contract over two systems that really answer: a small one with everything, and Mailchimp's stand-in by its preset. */
import { lists, mailchimp, subscriberHash, type Member } from "../../demo/vendors/mailchimp";
import { startVendors } from "../../demo/vendors/server";
import { jane } from "../../demo/vendors/vendors.fixture";
import { crmSource, openCrm } from "./http/crm.fixture";
import { open, person, portalSecret } from "./http/http.fixture";
import { keysOf } from "./http/key";
import { sourceContract, type Stage } from "./source.contract";
import { testTools } from "./tools.fixture";
import type { Item } from "./source";

const stranger = person("nobody@mail.example");

sourceContract("http", async (): Promise<Stage> => {
  const crm = await openCrm(
    [
      { id: 7, email: "ana@mail.example", name: "Ana", city: "Berlin", paused: false, joined: "2021-03-05T10:00:00Z" },
      {
        id: 2,
        email: "mary-ana@mail.example",
        name: "Mary",
        city: "Bonn",
        paused: false,
        joined: "2020-01-01T10:00:00Z",
      },
      { id: 10, email: "Ana@Mail.example", name: "A. S.", city: null, paused: false, joined: "2022-03-05T10:00:00Z" },
      { id: 11, email: "ben@mail.example", name: "Ben", city: "Ulm", paused: true, joined: "2022-03-05T10:00:00Z" },
      {
        id: 12,
        email: "ana@mail.example.org",
        name: "Ana",
        city: "Köln",
        paused: false,
        joined: "2022-03-05T10:00:00Z",
      },
    ],
    [
      { id: "a", contact: 7, text: "called", written: "2022-01-31" },
      { id: "b", contact: 7, text: "wrote", written: "2022-01-31" },
      { id: "c", contact: 10, text: "came", written: "2023-01-31" },
      { id: "d", contact: 2, text: "called", written: "2022-01-31" },
    ],
  );
  const { source } = open(crmSource, { CRM_URL: crm.url, CRM_TOKEN: "secret" });
  return {
    source,
    person: person("ana@mail.example"),
    stranger,
    cutoffs: {},
    digestOfOther: async () =>
      JSON.stringify([
        crm.contacts.filter(({ id }) => ![7, 10].includes(id)),
        crm.notes.filter(({ contact }) => ![7, 10].includes(contact)),
      ]),
    pauses: true,
    provided: { contact: ["name"] },
    corrections: { category: "contact", values: [{ name: "Ana Souza", town: null }, { town: "Potsdam" }] },
    unfit: { stored: { name: "!" }, allowed: { joined: "2021-01-01" } },
    changeMeanwhile: async ({ key }) => void Object.assign(crm.contacts.find(({ id }) => String(id) === key)!, { joined: "2021-03-06T10:00:00Z" }), // prettier-ignore
    close: async () => {
      await source.close();
      await crm.close();
    },
  };
});

sourceContract("http, Mailchimp by its preset", async (): Promise<Stage> => {
  // Somebody in both audiences.
  const email = ["eva", "kim", "lea", "mia", "pia", "zoe", "ida", "ute"]
    .map((name) => `${name}@mail.example`)
    .find(inBoth)!;
  const people = [{ ...jane, email, name: "Eva Maria Roe" }, jane];
  const vendors = await startVendors({ port: 0, standIns: [mailchimp({ key: "key-us1", milliseconds: 0 })], people, faults: false }); // prettier-ignore
  const members = () => (vendors.state("mailchimp") as { members: Member[] }).members;
  const tools = testTools({
    ...portalSecret,
    MAILCHIMP_URL: `${vendors.url("mailchimp")}/3.0`,
    MAILCHIMP_API_KEY: "key-us1",
  });
  const rectify = { fields: ["first_name", "last_name", "language", "email_address"] };
  // Mailchimp itself writes down when a member was changed, and puts the name together.
  const omit = ["_links", "full_name", "last_changed"];
  const member = { category: "mail", rectify, omit };
  const { source } = open({ preset: "mailchimp", base: "MAILCHIMP_URL", collections: { member } }, {}, tools);
  const memberOf = ({ part, key }: Item) => {
    const [list, id] = keysOf("system", tools).fields(part, key, 2);
    return members().find((one) => one.list_id === list && one.id === id)!;
  };
  return {
    source,
    person: person(email),
    stranger,
    cutoffs: {},
    digestOfOther: async () => JSON.stringify(members().filter((one) => one.id !== subscriberHash(email))),
    pauses: false,
    provided: { mail: ["email_address", "first_name", "language", "last_name"] },
    corrections: { category: "mail", values: [{ first_name: "Eve" }, { language: "de" }] },
    unfit: { stored: { email_address: "no address" }, allowed: { status: "subscribed" } },
    changeMeanwhile: async (item) => void (memberOf(item).full_name = "Eve Other"),
    close: async () => {
      await source.close();
      await vendors.stop();
    },
  };
});

function inBoth(email: string): boolean {
  const source = mailchimp({ key: "" });
  source.fill([{ ...jane, email }]);
  const { members } = source.state() as { members: Member[] };
  return members.some(({ list_id, email_address }) => list_id === lists.offers && email_address === email);
}
