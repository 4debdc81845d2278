/**
 * A stand-in of Mailchimp's Marketing API 3.0 (mailchimp.com/developer/marketing/api): search of members, change, archive
 * and permanent deletion. Documented: the paths, 204 for both deletions, at most 10 calls at once, 429 beyond, a bare 403
 * at high volume, no re-import of somebody permanently deleted. From memory: the texts of the problems, 405 for a second
 * archiving, 404 for a second permanent deletion.
 */
import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { basic, digits, isSecret, json, routed, type Route } from "./asked";
import type { Answered, Asked, Known, StandIn } from "./stand-in";

export type Member = {
  list_id: string;
  /** MD5 of the address in lower case. */
  id: string;
  email_address: string;
  full_name: string;
  status: "subscribed" | "unsubscribed" | "cleaned" | "pending" | "transactional" | "archived";
  language: string;
  timestamp_opt: string;
  last_changed: string;
};
type State = { members: Member[]; forgotten: { list_id: string; id: string }[] };

/** The two audiences: everybody is in the first, every third person in the second too. */
export const lists = { news: "5f1d2c7a90", offers: "c04e8b3d11" };

const atOnce = 10;
const namesakes = 5;
const statuses = ["subscribed", "unsubscribed", "cleaned", "pending"];

export type MailchimpOptions = {
  key: string;
  /** How long a call takes: calls overlap, and more than ten at once are refused. */
  milliseconds?: number;
  /** Calls a minute beyond which an empty 403 comes. */
  perMinute?: number;
};

/** The stand-in. Members are those who confirmed the newsletter, and a few near-namesakes whom the shop does not know. */
export function mailchimp({ key, milliseconds = 10, perMinute = 600 }: MailchimpOptions): StandIn {
  let state: State = { members: [], forgotten: [] };
  let running = 0;
  let minute = { starts: 0, calls: 0 };
  const member = (list: string, id: string) =>
    state.members.find((one) => one.list_id === list && one.id === id.toLowerCase());
  const present = (list: string, id: string, then: (found: Member) => Answered): Answered => {
    const found = member(list, id);
    return found ? then(found) : notFound;
  };

  const routes: Route[] = [
    { method: "GET", path: /^\/3\.0\/ping$/, answer: () => ok({ health_status: "Everything's Chimpy!" }) },
    { method: "GET", path: /^\/3\.0\/lists$/, answer: () => ok({ lists: Object.entries(lists).map(([name, id]) => ({ id, name })), total_items: 2 }) }, // prettier-ignore
    { method: "GET", path: /^\/3\.0\/search-members$/, answer: (_, { query }) => search(state.members, query) },
    { method: "POST", path: /^\/3\.0\/lists\/([^/]+)\/members$/, answer: ([list = ""], asked, now) => add(state, list, asked, now) }, // prettier-ignore
    { method: "GET", path: /^\/3\.0\/lists\/([^/]+)\/members\/([^/]+)$/, answer: ([list = "", id = ""]) => present(list, id, ok) }, // prettier-ignore
    {
      method: "PATCH",
      path: /^\/3\.0\/lists\/([^/]+)\/members\/([^/]+)$/,
      answer: ([list = "", id = ""], asked, now) => present(list, id, (found) => change(found, asked, now)),
    },
    {
      method: "DELETE",
      path: /^\/3\.0\/lists\/([^/]+)\/members\/([^/]+)$/,
      answer: ([list = "", id = ""], _, now) =>
        present(list, id, (found) => {
          if (found.status === "archived") return notRemovable;
          Object.assign(found, { status: "archived", last_changed: now.toISOString() });
          return { status: 204 };
        }),
    },
    {
      method: "POST",
      path: /^\/3\.0\/lists\/([^/]+)\/members\/([^/]+)\/actions\/delete-permanent$/,
      answer: ([list = "", id = ""]) =>
        present(list, id, (found) => {
          state.members = state.members.filter((one) => one !== found);
          state.forgotten.push({ list_id: list, id: found.id });
          return { status: 204 };
        }),
    },
  ];

  async function answer(asked: Asked, now: Date): Promise<Answered> {
    if (!isSecret(basic(asked).password, key)) return wrongKey;
    if (now.getTime() - minute.starts >= 60_000) minute = { starts: now.getTime(), calls: 0 };
    if (++minute.calls > perMinute) return { status: 403 };
    if (running >= atOnce) return tooMany;
    running += 1;
    try {
      await pause(milliseconds);
      const answered = await routed(routes, asked, now);
      if (answered === "no-path") return notFound;
      return answered === "no-method" ? notAllowed : answered;
    } finally {
      running -= 1;
    }
  }

  return {
    name: "mailchimp",
    label: "Mailchimp",
    answer,
    fill: (people) => void (state = { members: membersOf(people), forgotten: [] }),
    state: () => state,
    restore: (kept) => void (state = kept as State),
  };
}

/** What Mailchimp calls an address. */
export const subscriberHash = (email: string): string => createHash("md5").update(email.toLowerCase()).digest("hex");

function membersOf(people: readonly Known[]): Member[] {
  const confirmed = people.filter(({ newsletterSince }) => newsletterSince !== null);
  const addresses = new Set(people.map(({ email }) => email.toLowerCase()));
  const similar = confirmed
    .slice(0, namesakes)
    .map((one) => ({ ...one, email: `mary-${one.email}`, name: `Mary ${one.name}` }))
    .filter(({ email }) => !addresses.has(email.toLowerCase()));
  return [...confirmed, ...similar].flatMap((one) => {
    const both = Number.parseInt(digits(one.email, 6), 16) % 3 === 0;
    return (both ? [lists.news, lists.offers] : [lists.news]).map((list) => memberOf(one, list));
  });
}

function memberOf({ email, name, language, newsletterSince }: Known, list: string): Member {
  const since = newsletterSince ?? "";
  return {
    list_id: list,
    id: subscriberHash(email),
    email_address: email,
    full_name: name,
    status: "subscribed",
    language,
    timestamp_opt: since,
    last_changed: since,
  };
}

/** Exact matches by address; the full search finds everybody in whose address or name a part of the query is. */
function search(members: readonly Member[], query: URLSearchParams): Answered {
  const asked = query.get("query")?.trim().toLowerCase() ?? "";
  if (asked === "") return invalid("query", "This value should not be blank.");
  const list = query.get("list_id");
  const within = members.filter(({ list_id }) => list === null || list_id === list);
  const exact = within.filter(({ email_address }) => email_address.toLowerCase() === asked);
  const word = asked.split("@")[0] ?? asked;
  const has = ({ email_address, full_name }: Member) => `${email_address} ${full_name}`.toLowerCase().includes(word);
  return ok({ exact_matches: found(exact), full_search: found(within.filter(has)) });
}

const found = (some: readonly Member[]) => ({ members: some.slice(0, 30).map(shown), total_items: some.length });

function shown(member: Member): object {
  const [FNAME = "", ...rest] = member.full_name.split(" ");
  const numbers = { unique_email_id: member.id.slice(0, 10), web_id: Number.parseInt(member.id.slice(0, 7), 16) };
  return { ...member, ...numbers, email_type: "html", merge_fields: { FNAME, LNAME: rest.join(" ") } };
}

function change(member: Member, asked: Asked, now: Date): Answered {
  const body = json(asked);
  if (!body) return badJson;
  const { status, email_address: email, merge_fields: names, language } = body;
  if (status !== undefined && !statuses.includes(String(status)))
    return invalid("status", "Value must be one of subscribed, unsubscribed, cleaned, pending.");
  if (email !== undefined && !(typeof email === "string" && /.@./.test(email)))
    return invalid("email_address", "Please provide a valid email address.");
  if (typeof status === "string") member.status = status as Member["status"];
  if (typeof language === "string") member.language = language;
  if (typeof email === "string") Object.assign(member, { email_address: email, id: subscriberHash(email) });
  if (typeof names === "object" && names !== null) {
    const [first = "", ...rest] = member.full_name.split(" ");
    const { FNAME = first, LNAME = rest.join(" ") } = names as { FNAME?: string; LNAME?: string };
    member.full_name = `${FNAME} ${LNAME}`.trim();
  }
  member.last_changed = now.toISOString();
  return ok(shown(member));
}

/** What the shop's nightly import does. Somebody permanently deleted comes back by a sign-up form only. */
function add(state: State, list: string, asked: Asked, now: Date): Answered {
  const body = json(asked);
  if (!Object.values(lists).includes(list)) return notFound;
  if (!body) return badJson;
  const { email_address: email, status } = body;
  if (typeof email !== "string" || !/.@./.test(email))
    return invalid("email_address", "Please provide a valid email address.");
  const id = subscriberHash(email);
  if (state.forgotten.some((one) => one.list_id === list && one.id === id))
    return problem(400, "Forgotten Email Not Subscribed", "This contact was permanently deleted and cannot be re-imported."); // prettier-ignore
  if (state.members.some((one) => one.list_id === list && one.id === id))
    return problem(400, "Member Exists", "The address is already a list member. Use PUT to insert or update list members."); // prettier-ignore
  const at = now.toISOString();
  const known = { email, name: "", language: "en" as const, account: null, ids: {}, newsletterSince: at };
  const member = { ...memberOf(known, list), status: status === "pending" ? ("pending" as const) : ("subscribed" as const) }; // prettier-ignore
  state.members.push(member);
  return ok(shown(member));
}

const ok = (body: object): Answered => ({ status: 200, body });

/** RFC 9457, as `application/problem+json`. */
function problem(status: number, title: string, detail: string, more: object = {}): Answered {
  const type = `https://mailchimp.com/developer/marketing/docs/errors/`;
  const body = { type, title, status, detail, instance: digits(`${title} ${detail}`, 32), ...more };
  return { status, headers: { "content-type": "application/problem+json; charset=utf-8" }, body };
}

const invalid = (field: string, message: string): Answered =>
  problem(400, "Invalid Resource", "The resource submitted could not be validated.", { errors: [{ field, message }] });
const badJson = problem(400, "JSON Parse Error", "We encountered an unspecified JSON parsing error.");
const wrongKey = problem(401, "API Key Invalid", "Your API key may be invalid, or you've attempted to access the wrong datacenter."); // prettier-ignore
const notFound = problem(404, "Resource Not Found", "The requested resource could not be found.");
const notAllowed = problem(405, "Method Not Allowed", "The requested method and resource are not compatible.");
const notRemovable = problem(405, "Method Not Allowed", "This list member cannot be removed.");
const tooMany = problem(429, "Too Many Requests", "You have exceeded the limit of 10 simultaneous connections.");
