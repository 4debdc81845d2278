/**
 * Art. 16: name and address of a profile. The address by which Zendesk knows somebody is one of their identities, and
 * is set right there (API reference: user identities, update identity): a change of the user would only add a second.
 */
import type { Effect, Item } from "../source";
import { anything, type User } from "./answers";
import { profilePart } from "./classify";
import { identitiesOf, usersByIds, type Desk } from "./desk";
import { correctable, hasValue, type Correctable } from "./version";

/** Sets the values that the items carry. Throws before anything is written when one of them is nobody's to set. */
export async function correctUsers(desk: Desk, items: readonly Item[]): Promise<Effect> {
  for (const { part, values = {} } of items)
    if (part !== profilePart || !Object.keys(values).every(isCorrectable))
      throw new Error(`source ${desk.id} cannot set right what was asked in ${part}`);
  const there = await usersByIds(desk, items.map(({ key }) => key));
  const effect = { done: 0, gone: 0, held: 0 };
  for (const { key, values = {} } of items) {
    const user = there.get(key);
    const open = user ? openFields(user, values) : [];
    effect[!user || open.length === 0 ? "gone" : (await set(desk, user, values, open)) ? "done" : "held"] += 1;
  }
  return effect;
} // prettier-ignore

/** How many of the profiles do not have the values they were to get. */
export async function uncorrected(desk: Desk, items: readonly Item[]): Promise<number> {
  const there = await usersByIds(desk, items.map(({ key }) => key));
  return items.filter(({ key, values = {} }) => openFields(there.get(key), values).length > 0).length;
} // prettier-ignore

const isCorrectable = (name: string): name is Correctable => correctable.some((field) => field === name);

type Values = NonNullable<Item["values"]>;

function openFields(user: User | undefined, values: Values): Correctable[] {
  return user ? correctable.filter((field) => Object.hasOwn(values, field) && !hasValue(user, field, values[field] ?? null)) : [];
} // prettier-ignore

/** The address first, because it is what may be refused: a profile that is held stays as it was. */
async function set(desk: Desk, user: User, values: Values, open: readonly Correctable[]): Promise<boolean> {
  // Nobody is without name or address, and a name of the wrong form would be refused after the address was set.
  if (open.some((field) => !fits(values[field] ?? null))) return false;
  if (open.includes("email") && !(await setAddress(desk, user, values.email ?? ""))) return false;
  return !open.includes("name") || setName(desk, user, values.name ?? "");
}

const fits = (value: string | null): boolean => value !== null && value.trim() !== "" && value.length <= 255;

async function setAddress(desk: Desk, { id, email }: User, value: string): Promise<boolean> {
  const identities = await identitiesOf(desk, id);
  const own = identities.find(({ type, primary, ...one }) => type === "email" && primary && one.value === email);
  if (!own) return false;
  const call = { method: "PUT", path: `/api/v2/users/${id}/identities/${own.id}`, body: { identity: { value } } } as const;
  return (await desk.api.call({ ...call, also: [404, 422] }, anything)).ok;
} // prettier-ignore

async function setName(desk: Desk, { id }: User, name: string): Promise<boolean> {
  const call = { method: "PUT", path: `/api/v2/users/${id}`, body: { user: { name } }, also: [404, 422] } as const;
  return (await desk.api.call(call, anything)).ok;
}
