/**
 * A small system with people and notes about them: search by address that also gives similar others, pages of two, a note
 * for each person, marks for pauses, deletion. And the values by which a policy describes it.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Contact = { id: number; email: string; name: string; city: string | null; paused: boolean; joined: string };
export type Note = { id: string; contact: number; text: string; written: string };
export type Crm = { url: string; contacts: Contact[]; notes: Note[]; close(): Promise<void> };

/** The policy's values for it. */
export const crmSource = {
  base: "CRM_URL",
  auth: { type: "bearer", token: "CRM_TOKEN" },
  collections: {
    contact: {
      category: "contact",
      needs: ["email"],
      read: {
        request: { path: "/contacts", query: { like: "{identity.email}" } },
        records: "data",
        next: { cursor: "next", as: "after" },
        mustEqual: { field: "email", fold: true },
      },
      key: ["record.id"],
      item: { request: { path: "/contacts/{record.id}" } },
      since: "joined",
      provided: ["name"],
      rename: { town: "city" },
      erase: { request: { method: "DELETE", path: "/contacts/{record.id}" }, done: [204], gone: [404] },
      pause: mark(true),
      lift: mark(false),
      rectify: {
        request: { method: "PATCH", path: "/contacts/{record.id}" },
        done: [200],
        gone: [404],
        refused: [422],
        repeatable: true,
        fields: ["name", "town"],
      },
    },
    note: {
      category: "note",
      each: "contact",
      read: {
        request: { path: "/contacts/{parent.id}/notes" },
        records: "notes",
        none: [404],
        belongs: { field: "contact", is: "{parent.id}" },
      },
      key: ["parent.id", "record.id"],
      trigger: "written",
      erase: { request: { method: "DELETE", path: "/notes/{record.id}" }, done: [204], gone: [404] },
    },
  },
};

function mark(paused: boolean) {
  const request = { method: "PATCH", path: "/contacts/{record.id}", json: { paused } };
  return { request, done: [200], gone: [404], repeatable: true, state: { paused: [paused] } };
}

const size = 2;

/** Starts it with these contacts and notes. */
export async function openCrm(contacts: Contact[], notes: Note[], token = "secret"): Promise<Crm> {
  const crm: Crm = { url: "", contacts, notes, close: () => closed(server) };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://crm");
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const allowed = request.headers.authorization === `Bearer ${token}`;
      const body = Buffer.concat(chunks).toString();
      const [status, answer] = allowed ? answerOf(crm, request.method ?? "", url, body) : [401, {}];
      response.writeHead(status, { "content-type": "application/json" });
      response.end(status === 204 ? undefined : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  crm.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return crm;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}

function answerOf(crm: Crm, method: string, url: URL, body: string): [number, unknown] {
  const [, kind = "", id = "", below] = url.pathname.split("/");
  if (kind === "notes" && method === "DELETE") {
    const before = crm.notes.length;
    crm.notes = crm.notes.filter((note) => note.id !== id);
    return [before === crm.notes.length ? 404 : 204, {}];
  }
  if (kind !== "contacts") return [404, {}];
  if (id === "") return [200, page(crm, url.searchParams)];
  const contact = crm.contacts.find((one) => String(one.id) === id);
  if (!contact) return [404, {}];
  if (below === "notes") return [200, { notes: crm.notes.filter((note) => note.contact === contact.id) }];
  if (method === "DELETE") {
    crm.contacts = crm.contacts.filter((one) => one !== contact);
    return [204, {}];
  }
  if (method !== "PATCH") return [200, contact];
  const change = JSON.parse(body) as Partial<Contact>;
  if (change.name?.startsWith("!")) return [422, { error: `${change.name} of ${contact.email} cannot be stored` }];
  Object.assign(contact, change);
  return [200, contact];
}

function page({ contacts }: Crm, query: URLSearchParams): unknown {
  const part = (query.get("like") ?? "").toLowerCase();
  const found = contacts.filter(({ email }) => email.toLowerCase().includes(part));
  const from = Number(query.get("after") ?? 0);
  const data = found.slice(from, from + size);
  return { data, next: from + size < found.length ? from + size : null };
}
