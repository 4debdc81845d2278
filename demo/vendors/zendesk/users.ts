/**
 * Users of the stand-in (API reference: users, user identities, deleted users). Documented: the search is a partial match
 * on any property; a user who is requester of a ticket that is not closed cannot be deleted; removal for good only after
 * the deletion; a primary address changes by its identity. From memory: 422 for what is refused, the actions of the
 * compliance statuses.
 */
import { json, type Route } from "../asked";
import type { Answered, Asked } from "../stand-in";
import { cursorPage, invalid, notFound, numberedPage, ok, userShown } from "./answers";
import { changed, type Identity, type State, type User } from "./state";

type Get = () => State;

export function userRoutes(get: Get, here: (asked: Asked) => string, seconds: number): Route[] {
  const present = (id: string, then: (user: User) => Answered): Answered => {
    const user = get().users.find((one) => one.id === Number(id) && one.deleted_at === null);
    return user ? then(user) : notFound;
  };
  const binned = (id: string, then: (user: User) => Answered): Answered => {
    const user = get().users.find((one) => one.id === Number(id) && one.deleted_at !== null);
    return user ? then(user) : notFound;
  };
  return [
    { method: "GET", path: /^\/api\/v2\/users\/me$/, answer: () => ok({ user: { id: 1, name: "Desk", role: "admin", active: true, created_at: "2018-01-01T00:00:00Z" } }) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/users\/search$/, answer: (_, asked) => numberedPage("users", search(get(), asked.query).map(userShown), asked.query, here(asked)) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/users\/show_many$/, answer: (_, { query }) => ok({ users: named(get(), query).map(userShown) }) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/users\/(\d+)$/, answer: ([id = ""]) => present(id, (user) => ok({ user: userShown(user) })) }, // prettier-ignore
    { method: "PUT", path: /^\/api\/v2\/users\/(\d+)$/, answer: ([id = ""], asked, now) => present(id, (user) => update(get(), user, asked, now)) }, // prettier-ignore
    { method: "DELETE", path: /^\/api\/v2\/users\/(\d+)$/, answer: ([id = ""], _, now) => present(id, (user) => bin(get(), user, now)) }, // prettier-ignore
    { method: "PUT", path: /^\/api\/v2\/users\/(\d+)\/tags$/, answer: ([id = ""], asked, now) => present(id, (user) => tag(get(), user, { asked, now, add: true })) }, // prettier-ignore
    { method: "DELETE", path: /^\/api\/v2\/users\/(\d+)\/tags$/, answer: ([id = ""], asked, now) => present(id, (user) => tag(get(), user, { asked, now, add: false })) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/users\/(\d+)\/identities$/, answer: ([id = ""], asked) => present(id, (user) => ok(cursorPage("identities", identitiesOf(get(), user), asked.query, here(asked)))) }, // prettier-ignore
    { method: "PUT", path: /^\/api\/v2\/users\/(\d+)\/identities\/(\d+)$/, answer: ([id = "", identity = ""], asked, now) => present(id, (user) => readdress(get(), user, Number(identity), asked, now)) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/users\/(\d+)\/compliance_deletion_statuses$/, answer: ([id = ""], asked, now) => statuses(get(), Number(id), { asked, now, here: here(asked), seconds }) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/deleted_users\/(\d+)$/, answer: ([id = ""]) => binned(id, (user) => ok({ deleted_user: userShown(user) })) }, // prettier-ignore
    { method: "DELETE", path: /^\/api\/v2\/deleted_users\/(\d+)$/, answer: ([id = ""], _, now) => binned(id, (user) => purge(get(), user, now)) }, // prettier-ignore
  ];
}

/** Whoever has the text somewhere: in the name, an address, the notes. */
function search(state: State, query: URLSearchParams): User[] {
  const there = state.users.filter(({ deleted_at }) => deleted_at === null);
  const external = query.get("external_id");
  if (external !== null) return there.filter((user) => user.external_id === external);
  const text = (query.get("query") ?? "")
    .replace(/^email:/, "")
    .replaceAll('"', "")
    .toLowerCase();
  const values = (user: User) => [user.name, user.email, user.phone, user.notes, user.details, user.external_id];
  const has = (value: string | null) => text !== "" && (value ?? "").toLowerCase().includes(text);
  return there.filter((user) => values(user).some(has) || identitiesOf(state, user).some(({ value }) => has(value)));
}

function named(state: State, query: URLSearchParams): User[] {
  const ids = new Set((query.get("ids") ?? "").split(",").map(Number));
  return state.users.filter(({ id, deleted_at }) => deleted_at === null && ids.has(id)).slice(0, 100);
}

const identitiesOf = ({ identities }: State, { id }: User): Identity[] =>
  identities.filter((one) => one.user_id === id);

function update(state: State, user: User, asked: Asked, now: Date): Answered {
  const wanted = (json(asked)?.user ?? {}) as Partial<User>;
  if (wanted.name !== undefined && wanted.name.trim() === "") return invalid("Name: cannot be blank");
  if (wanted.email !== undefined) return invalid("Email: is changed by its identity here");
  if (wanted.name !== undefined) user.name = wanted.name;
  if (wanted.phone !== undefined) user.phone = wanted.phone;
  changed(state, now, "user updated", String(user.id));
  return ok({ user: userShown(user) });
}

function readdress(state: State, user: User, id: number, asked: Asked, now: Date): Answered {
  const found = identitiesOf(state, user).find((one) => one.id === id);
  const value = ((json(asked)?.identity ?? {}) as Partial<Identity>).value ?? "";
  if (!found) return notFound;
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return invalid("Value: is not properly formatted");
  const taken = state.identities.some((one) => one !== found && one.value.toLowerCase() === value.toLowerCase());
  if (taken) return invalid("Value: is already being used by another user");
  found.value = value;
  if (found.primary) user.email = value;
  changed(state, now, "address changed", String(user.id));
  return ok({ identity: found });
}

type Tagging = { asked: Asked; now: Date; add: boolean };

function tag(state: State, user: User, { asked, now, add }: Tagging): Answered {
  const tags = (json(asked)?.tags ?? []) as string[];
  const others = user.tags.filter((one) => !tags.includes(one));
  user.tags = add ? [...others, ...tags] : others;
  changed(state, now, add ? "user marked" : "user unmarked", String(user.id));
  return ok({ tags: user.tags });
}

function bin(state: State, user: User, now: Date): Answered {
  const waits = state.tickets.some((one) => one.requester_id === user.id && !one.deleted_at && one.status !== "closed");
  if (waits) return invalid("The user is the requester of a ticket that is not closed");
  user.deleted_at = now.toISOString();
  changed(state, now, "user deleted", String(user.id));
  return ok({ user: userShown(user) });
}

function purge(state: State, user: User, now: Date): Answered {
  if (user.purge_ordered_at) return notFound;
  user.purge_ordered_at = now.toISOString();
  changed(state, now, "removal of user ordered", String(user.id));
  return ok({ deleted_user: userShown(user) });
}

type Compliance = { asked: Asked; now: Date; here: string; seconds: number };

function statuses({ users }: State, id: number, { asked, now, here, seconds }: Compliance): Answered {
  const user = users.find((one) => one.id === id);
  if (!user) return notFound;
  const at = user.purge_ordered_at;
  const about = { account_subdomain: "klangwerk", executer_id: 1, user_id: id };
  const step = (action: string, application: string, after: number) => {
    const then = new Date(Date.parse(at ?? "") + after * 1_000);
    return then <= now ? [{ ...about, action, application, created_at: then.toISOString() }] : [];
  };
  const told = at === null ? [] : [
    ...step("request_deletion", "all", 0),
    ...step("started", "support", 0),
    ...step("started", "explore", 0),
    ...step("complete", "explore", seconds / 2),
    ...step("complete", "support", seconds),
  ]; // prettier-ignore
  return ok(cursorPage("compliance_deletion_statuses", told, asked.query, here));
}

/** Removals that have had their time: the name goes last. */
export function removeUsers(state: State, now: Date, seconds: number): void {
  for (const user of state.users) {
    if (user.purged || !user.purge_ordered_at) continue;
    if (Date.parse(user.purge_ordered_at) + seconds * 1_000 > now.getTime()) continue;
    const nothing = { email: null, phone: null, external_id: null, notes: null, details: null, tags: [] };
    Object.assign(user, { ...nothing, name: "Permanently Deleted User", purged: true });
    state.identities = state.identities.filter((one) => one.user_id !== user.id);
    changed(state, now, "user removed", String(user.id));
  }
}
