/** Art. 17(3)(e): what the records of a system name of other systems' records. */
import { expect, test } from "vitest";
import { jane } from "../../../demo/vendors/vendors.fixture";
import { crmSource } from "./crm.fixture";
import { json, listOf, open, system } from "./http.fixture";
import { quick, who } from "./newsletter.fixture";

const contact = (id: number, more = {}) => ({ id, email: jane.email, name: "Jane Roe", joined: "2024-01-01", ...more });

async function crm(names: Record<string, string>) {
  const contacts = [
    contact(1, { meta: { order: "KW-1" } }),
    contact(2, { meta: { order: 17 } }),
    contact(3, { meta: { order: "" } }),
    contact(4),
  ];
  const gone = new Set<string>();
  const other = await system((asked, response) => {
    if (asked.path.startsWith("/contacts?")) return json({ data: contacts, next: null })(asked, response);
    const id = asked.path.split("/")[2] ?? "";
    const found = contacts.find((one) => String(one.id) === id);
    return found && !gone.has(id) ? json(found)(asked, response) : json({}, 404)(asked, response);
  });
  const collections = { contact: { ...crmSource.collections.contact, names } };
  const { source } = open({ ...crmSource, collections, limits: quick }, { CRM_URL: other.url, CRM_TOKEN: "token-of" });
  return { source, gone };
}

test("each record names what stands in it; one that says nothing names nothing", async () => {
  const { source } = await crm({ order: "meta.order" });
  const items = await listOf(source, who);
  expect(await source.namesOf?.(items)).toEqual([{ order: ["KW-1"] }, { order: ["17"] }, {}, {}]);
});

test("what is gone is left out", async () => {
  const { source, gone } = await crm({ order: "meta.order" });
  const items = await listOf(source, who);
  gone.add("1").add("3");
  expect(await source.namesOf?.(items)).toEqual([{ order: ["17"] }, {}]);
});

test("a system of which the policy says no place cannot tell", async () => {
  const { source } = await crm({});
  expect(source.namesOf).toBeUndefined();
});
