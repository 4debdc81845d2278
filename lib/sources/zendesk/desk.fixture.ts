/** A Zendesk on a real port for tests: the stand-in with a few people, and a source over it whose clock is the vendor's. */
import { Readable } from "node:stream";
import { startVendors, type Vendors } from "../../../demo/vendors/server";
import type { Known } from "../../../demo/vendors/stand-in";
import { zendesk, type ZendeskState } from "../../../demo/vendors/zendesk";
import { zendeskSource as zendeskShape, type ZendeskSource } from "../../policy/kinds/zendesk";
import { ruleSchema, type Rule } from "../../gdpr/rule";
import type { Group } from "../../gdpr/plan-value";
import type { Item, Person, Source, SourceRecord, SourceTools } from "../source";
import { testTools } from "../tools.fixture";
import { zendeskSource } from "../zendesk";
import { undiciTransport, type Limits, type Question, type Transport } from "./transport";

const [user, token] = ["portal@klangwerk.example", "no-secret-of-anybody"];
const nobody = { language: "en", newsletterSince: null } as const;

export const anaKnown: Known = { ...nobody, email: "ana@mail.example", name: "Ana Souza", account: "KW-1", ids: { helpdesk: ["zd-900001"] } }; // prettier-ignore
const anaAgain: Known = { ...nobody, email: "ana.souza@post.example", name: "Souza, Ana", account: null, ids: { helpdesk: ["zd-900002"] } }; // prettier-ignore
export const benKnown: Known = { ...nobody, email: "ben@mail.example", name: "Ben Roth", account: "KW-2", ids: { helpdesk: ["zd-900003"] } }; // prettier-ignore

/** Ana has a profile that the shop knows, and another under an address that she proved. */
export const ana: Person = {
  account: "KW-1",
  addresses: [
    { email: "Ana@mail.example", proved: true, held: null },
    { email: "ana.souza@post.example", proved: true, held: null },
  ],
  names: ["Ana Souza"],
  postcodes: [],
  ids: { helpdesk: ["zd-900001"] },
};

const words = { en: "the end", de: "das Ende" };
export const rule = (given: object): Rule =>
  ruleSchema.parse({ id: "only", keep: "P3Y", from: "end-of-year", trigger: words, norm: "-", ground: "6(1)(b)", end: "erase", onRequest: "erase", ...given }); // prettier-ignore

export const categories = {
  profile: { rules: [rule({ keep: "P0D", from: "open-ended" })] },
  contract: { rules: [rule({ keep: "P6Y", onRequest: "restrict" })] },
  question: { rules: [rule({})] },
  contact: { rules: [rule({ keep: "P6M", from: "trigger" })] },
};

export const mapping = (changes: object = {}): ZendeskSource =>
  zendeskShape.parse({
    kind: "zendesk",
    label: { en: "Zendesk", de: "Zendesk" },
    recipient: "zendesk",
    base: "ZENDESK_URL",
    user: "ZENDESK_USER",
    token: "ZENDESK_TOKEN",
    ids: { kind: "helpdesk", prefix: "zd-" },
    profile: { category: "profile" },
    tickets: [
      { category: "contract", tags: ["topic_contract"], from: "last-message", erase: "delete" },
      { category: "question", field: { id: 360_001, is: ["question"] }, from: "closed", erase: "delete" },
      { category: "contact", from: "closed", erase: "delete" },
    ],
    lock: "locked_by_law",
    pause: "paused_on_request",
    thirdPersons: "names_others",
    ...changes,
  });

export type Desk = {
  vendors: Vendors;
  /** What the stand-in holds, to look at and to change. */
  state(): ZendeskState;
  tools: SourceTools;
  source: Source;
  /** Another source over the same memory, as after a restart. */
  again(given?: Opening): Source;
  now(): string;
  pass(to: string): void;
  close(): Promise<void>;
};

export type Opening = {
  tools?: SourceTools;
  transport?: Transport;
  limits?: Partial<Limits>;
  changes?: object;
  rules?: typeof categories;
};
export type Timing = { jobSeconds?: number; removalSeconds?: number };

/** Opens a stand-in and a source over it; both go by one clock that tests move on. */
export async function openDesk(timing: Timing = {}, opening: Opening = {}): Promise<Desk> {
  const standIn = zendesk({ user, token, jobSeconds: 0, removalSeconds: 0, ...timing });
  const people = [anaKnown, anaAgain, benKnown];
  const vendors = await startVendors({ port: 0, standIns: [standIn], people, faults: false });
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead).toISOString();
  const secrets = { ZENDESK_URL: vendors.url("zendesk"), ZENDESK_USER: user, ZENDESK_TOKEN: token };
  const tools = opening.tools ?? testTools(secrets, now);
  const opened: Source[] = [];
  const again = ({ transport, limits, changes, tools: others }: Opening = {}) => {
    const given = { zone: "Europe/Berlin", categories, tools: others ?? tools };
    const source = zendeskSource("zendesk", mapping(changes), { ...given, transport: transport ?? undiciTransport({ ...limits, local: true }) });
    opened.push(source);
    return source;
  }; // prettier-ignore
  return {
    vendors,
    state: () => vendors.state("zendesk") as ZendeskState,
    tools,
    source: again(opening),
    again,
    now,
    pass(to) {
      const by = Date.parse(to) - Date.now() - ahead;
      if (by <= 0) return;
      ahead += by;
      vendors.advance(by);
    },
    async close() {
      await Promise.all(opened.map((source) => source.close()));
      await vendors.stop();
    },
  };
}

/** A stand-in without a port: what the wire would do is left out, so that a test can ask it thousands of times. */
export type DirectDesk = Omit<Desk, "vendors" | "close"> & { transport: Transport; fresh(): SourceTools };

/** Opens one. `tools` are kept as long as the desk, `fresh` are those of another portal. */
export function directDesk(timing: Timing = {}): DirectDesk {
  const standIn = zendesk({ user, token, jobSeconds: 0, removalSeconds: 0, ...timing });
  const people = [anaKnown, anaAgain, benKnown];
  const { fill } = standIn;
  fill(people);
  let clock = Date.parse("2026-11-26T08:00:00.000Z");
  const now = () => new Date(clock).toISOString();
  const transport: Transport = {
    async ask(question) {
      const { headers = {}, status, body } = await answered(question);
      return { status, headers, text: body === undefined ? "" : JSON.stringify(body) };
    },
    async stream(question) {
      const { headers = {}, status, body } = await answered(question);
      return { status, headers, body: (body ?? Readable.from([])) as Readable };
    },
    close: async () => undefined,
  };
  async function answered({ method, url, headers, body }: Question) {
    standIn.pass?.(new Date(clock));
    const path = url.pathname.replace("/zendesk", "");
    const bytes = Buffer.from(body === undefined ? "" : JSON.stringify(body));
    const asked = { method, path, query: url.searchParams, headers: { ...headers, host: url.host }, body: bytes };
    return standIn.answer(asked, new Date(clock));
  }
  const secrets = { ZENDESK_URL: "http://localhost/zendesk", ZENDESK_USER: user, ZENDESK_TOKEN: token };
  const tools = testTools(secrets, now);
  const again = ({ changes, rules = categories, ...given }: Opening = {}) => {
    const options = { zone: "Europe/Berlin", categories: rules, tools: given.tools ?? tools };
    return zendeskSource("zendesk", mapping(changes), { ...options, transport: given.transport ?? transport });
  };
  return {
    state() {
      standIn.pass?.(new Date(clock));
      return standIn.state() as ZendeskState;
    },
    tools,
    fresh: () => testTools(secrets, now),
    source: again(),
    again,
    transport,
    now,
    pass: (to) => void (clock = Math.max(clock, Date.parse(to))),
  };
}

/** Fresh tools for a desk: another portal's memory and budget. */
export const freshTools = (desk: Desk): SourceTools => ({ ...testTools({}, desk.now), secret: desk.tools.secret });

export async function all<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

export const groups = async (source: Source, person: Person = ana): Promise<Group[]> =>
  (await source.locate(person, {})).groups;

/** The records of every group of the category, or of all. */
export async function listed(source: Source, category?: string, person: Person = ana): Promise<Item[]> {
  const found: Item[] = [];
  for (const group of await groups(source, person))
    if (category === undefined || group.category === category) found.push(...(await all(source.list(person, group))));
  return found;
}

export async function readAll(source: Source, category?: string, person: Person = ana): Promise<SourceRecord[]> {
  const found: SourceRecord[] = [];
  for (const group of await groups(source, person))
    if (category === undefined || group.category === category) found.push(...(await all(source.read(person, group))));
  return found;
}

/** Writes that the stand-in carried out or was asked for, without those that only read. */
export const writes = ({ vendors }: Desk) => vendors.log("zendesk").filter(({ method }) => method !== "GET");

/** Everything in the helpdesk that is not Ana's. */
export function othersOf({ users, identities, tickets }: ZendeskState): string {
  const hers = [900_001, 900_002];
  return JSON.stringify([
    users.filter(({ id }) => !hers.includes(id)),
    identities.filter(({ user_id }) => !hers.includes(user_id)),
    tickets.filter(({ requester_id }) => !hers.includes(requester_id)),
  ]);
}
