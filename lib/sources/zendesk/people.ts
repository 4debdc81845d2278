/**
 * Who of the helpdesk's users the person is. Its search finds whatever looks alike, so only an exact address, or a
 * number that the shop's own database wrote down for the account, makes somebody a candidate (plan-and-list 1).
 */
import type { Doubt } from "../../gdpr/plan-value";
import { agrees } from "../postgres/names";
import type { Person } from "../source";
import type { User } from "./answers";
import { deletedUser, identitiesOf, searchedUsers, userById, type Desk } from "./desk";
import { isPurging } from "./compliance";

/** `doubt` null: the person's. `times`: only what is from one of these times is the person's. */
export type Profile = { user: User; deleted: boolean; doubt: Doubt | null; times: Time[] | null };
export type Time = { from: string | null; until: string | null };

/** The profiles that may be the person's, by their number. */
export async function profilesOf(desk: Desk, person: Person): Promise<Profile[]> {
  const found = new Map<number, Profile>();
  for (const profile of await byNumber(desk, person)) found.set(profile.user.id, profile);
  for (const [box, known] of mailboxes(person))
    for (const user of await byAddress(desk, box)) {
      if (found.get(user.id)?.doubt === null) continue;
      const judged = judge(user, box, person, known);
      if (judged.doubt === null || !found.has(user.id)) found.set(user.id, judged);
    }
  return [...found.values()].toSorted((one, other) => one.user.id - other.user.id);
}

/** By what the shop wrote down: Zendesk's number, or a name that the shop gave the profile itself (external_id). */
async function byNumber(desk: Desk, { ids = {} }: Person): Promise<Profile[]> {
  const { ids: known } = desk.mapping;
  if (!known) return [];
  const profiles: Profile[] = [];
  for (const written of ids[known.kind] ?? []) {
    const name = written.startsWith(known.prefix) ? written.slice(known.prefix.length) : written;
    const found = /^[1-9]\d{0,15}$/.test(name) ? await numbered(desk, name) : await named(desk, written);
    profiles.push(...found);
  }
  return profiles;
}

async function numbered(desk: Desk, id: string): Promise<Profile[]> {
  const user = await userById(desk, id);
  if (user) return [certain(user, false)];
  const deleted = await deletedUser(desk, id);
  return deleted && !(await isPurging(desk, deleted)) ? [certain(deleted, true)] : [];
}

async function named(desk: Desk, name: string): Promise<Profile[]> {
  const found: Profile[] = [];
  for await (const user of searchedUsers(desk, { external_id: name }))
    if (user.external_id === name) found.push(certain(user, false));
  return found;
}

const certain = (user: User, deleted: boolean): Profile => ({
  user,
  deleted,
  doubt: isStaff(user) ? "no-rule" : null,
  times: null,
});

/** A colleague's own profile is no customer's: no rule of the policy is about it. */
export const isStaff = ({ role }: User): boolean => role !== "end-user";

async function byAddress(desk: Desk, box: string): Promise<User[]> {
  const exact: User[] = [];
  const query = { query: `email:"${box.replaceAll(/["\\]/g, "\\$&")}"` };
  for await (const user of searchedUsers(desk, query)) {
    if (!user.active) continue;
    if (mailbox(user.email ?? "") === box || (await hasAddress(desk, user, box))) exact.push(user);
  }
  return exact;
}

async function hasAddress(desk: Desk, user: User, box: string): Promise<boolean> {
  const identities = await identitiesOf(desk, user.id);
  return identities.some(({ type, value }) => type === "email" && mailbox(value) === box);
}

/** An address in the form in which it is compared. */
export const mailbox = (email: string): string => email.trim().toLowerCase();

type Known = { proved: boolean; times: Time[] };

/** Every address of the person once, with all that is known about it. */
function mailboxes({ addresses }: Person): Map<string, Known> {
  const boxes = new Map<string, Known>();
  for (const { email, proved, held } of addresses) {
    const box = mailbox(email);
    if (box === "") continue;
    const known = boxes.get(box) ?? { proved: false, times: [] };
    boxes.set(box, { proved: known.proved || proved, times: held ? [...known.times, held] : known.times });
  }
  return boxes;
}

/** An address that the account still holds counts like a proved one; one that it gave up, for its time only. */
function judge(user: User, box: string, { names }: Person, { proved, times }: Known): Profile {
  const given = { user, deleted: false };
  if (isStaff(user)) return { ...given, doubt: "no-rule", times: null };
  const differs = speaks(user, box) && names.length > 0 && !agrees(user.name ?? "", names);
  const doubt = differs ? "name-differs" : null;
  if (proved || times.some(({ until }) => until === null)) return { ...given, doubt, times: null };
  if (times.length > 0) return { ...given, doubt: doubt ?? "address-unproved", times };
  return { ...given, doubt: "address-unproved", times: null };
}

/** A name that Zendesk made from the address itself says nothing about who somebody is. */
function speaks({ name }: User, box: string): boolean {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
  const said = letters(name ?? "");
  return said !== "" && said !== letters(box) && said !== letters(box.split("@")[0] ?? "");
}
