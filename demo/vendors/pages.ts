/** The page on which one sees what each vendor holds now, and so how a deletion lands there. */
import { escapeHtml, page, type Language } from "../start/page";
import type { Shown } from "./stand-in";

const texts = {
  en: {
    title: "Vendors of the demo",
    lead: "What other companies hold about the shop's customers. A deletion, a correction or a stop by the portal shows here.",
    find: "Find",
    hint: "Part of an e-mail address, a name or a number",
    search: "Search",
    nothing: "Nothing.",
    none: "Nothing was ordered yet.",
    shown: (shown: number, all: number) => `${shown} of ${all}`,
    orders: "What was ordered lately",
    matching: (text: string) => `with “${text}”`,
  },
  de: {
    title: "Dienstleister der Demo",
    lead: "Was andere Firmen über die Kundschaft des Shops gespeichert haben. Löscht, berichtigt oder stoppt das Portal etwas, sieht man es hier.",
    find: "Suchen",
    hint: "Teil einer E-Mail-Adresse, eines Namens oder einer Nummer",
    search: "Suchen",
    nothing: "Nichts.",
    none: "Noch wurde nichts beauftragt.",
    shown: (shown: number, all: number) => `${shown} von ${all}`,
    orders: "Was zuletzt beauftragt wurde",
    matching: (text: string) => `mit „${text}“`,
  },
};
/** What the lists of the vendors are, for a reader; a list without a word here has the vendor's own. */
const listNames: Record<Language, Record<string, string>> = {
  en: {
    members: "Members of the newsletter",
    forgotten: "Deleted for good, cannot be imported again",
    visitors: "Visitors",
    users: "Users",
    tickets: "Tickets",
    deletion_requests: "Deletions that were ordered",
    subject_access_requests: "Orders for a copy or a deletion",
    customers: "Customers",
    payment_methods: "Cards",
    redaction_jobs: "Orders to redact",
    identities: "Addresses of users",
    jobs: "Orders that run",
    stuck: "Tickets whose removal fails",
    changes: "Changes, record by record",
    messages: "Messages",
    profiles: "Customers who may be invited",
    invitations: "Where it takes data over: an address and a code that works once",
    arrivals: "Data that it took over",
    orders: "Orders for a copy or a deletion",
  },
  de: {
    members: "Mitglieder des Newsletters",
    forgotten: "Endgültig gelöscht, nicht wieder einspielbar",
    visitors: "Besucher",
    users: "Nutzer",
    tickets: "Anfragen",
    deletion_requests: "Beauftragte Löschungen",
    subject_access_requests: "Aufträge für Auskunft oder Löschung",
    customers: "Kunden",
    payment_methods: "Karten",
    redaction_jobs: "Aufträge zum Schwärzen",
    identities: "Adressen der Nutzer",
    jobs: "Laufende Aufträge",
    stuck: "Anfragen, deren Löschung scheitert",
    changes: "Änderungen, Datensatz für Datensatz",
    messages: "Nachrichten",
    profiles: "Wer eingeladen werden darf",
    invitations: "Wohin man ihr Daten schicken kann: Adresse und ein Code, der einmal gilt",
    arrivals: "Daten, die sie übernommen hat",
    orders: "Aufträge für Auskunft oder Löschung",
  },
};
const rowsShown = 10;
const ordersShown = 15;

/** The whole page: for each vendor its lists, and what it was asked to write. With `find` only records that have it. */
export function overview(language: Language, all: readonly Shown[], find: string): string {
  const { title, lead } = texts[language];
  const vendors = all.map((one) => vendor(language, one, find));
  const body = `<h1>${title}</h1><p>${lead}</p>${searchForm(language, find)}${vendors.join("")}`;
  return page(language, title, title, body);
}

function searchForm(language: Language, find: string): string {
  const { find: label, hint, search } = texts[language];
  return `<form role="search"><label for="find">${label}</label> <span class="soft" id="hint">${hint}</span>
    <p><input id="find" name="find" type="search" value="${escapeHtml(find)}" aria-describedby="hint">
    <button>${search}</button></p></form>`;
}

function vendor(language: Language, { name, label, state, orders: given }: Shown, find: string): string {
  const { orders, none } = texts[language];
  const lists = Object.entries(recordsOf(state()));
  const tables = lists.map(([name, records]) => table(language, name, records, find));
  const items = given.slice(-ordersShown).reverse().map((one) => order(language, one)); // prettier-ignore
  const done = items.length === 0 ? `<p class="soft">${none}</p>` : `<ul>${items.join("")}</ul>`;
  return `<h2>${escapeHtml(label ?? name)}</h2>${tables.join("")}<h3>${orders}</h3>${done}`;
}

type Flat = Record<string, unknown>;

/** The lists of records in a state; whatever else is in it is the stand-in's own book-keeping. */
function recordsOf(state: unknown): Record<string, Flat[]> {
  if (typeof state !== "object" || state === null) return {};
  const isRecord = (one: unknown): one is Flat => typeof one === "object" && one !== null && !Array.isArray(one);
  const lists = Object.entries(state).filter(
    (entry): entry is [string, Flat[]] => Array.isArray(entry[1]) && entry[1].every(isRecord),
  );
  return Object.fromEntries(lists);
}

function table(language: Language, name: string, records: readonly Flat[], find: string): string {
  const { nothing, shown, matching } = texts[language];
  const found = records.filter((record) => JSON.stringify(record).toLowerCase().includes(find.toLowerCase()));
  const some = found.slice(0, rowsShown);
  const label = listNames[language][name] ?? name;
  const what = find ? `${label} ${matching(find)}` : label;
  const caption = escapeHtml(`${what}: ${some.length === 0 ? nothing : shown(some.length, found.length)}`);
  if (some.length === 0) return `<p>${caption}</p>`;
  const columns = [...new Set(some.flatMap((record) => Object.keys(record)))];
  const heads = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const rows = some.map((record) => `<tr>${columns.map((column) => `<td>${cell(record[column])}</td>`).join("")}</tr>`);
  return `<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
    <thead><tr>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return escapeHtml(typeof value === "object" ? JSON.stringify(value) : String(value));
}

function order(language: Language, { at, what, answer }: Shown["orders"][number]): string {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "Europe/Berlin",
  });
  return `<li>${escapeHtml(what)}<p>${format.format(new Date(at))} · ${escapeHtml(answer)}</p></li>`;
}
