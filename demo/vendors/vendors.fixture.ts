/** Vendors on a free port for tests, filled with a few people. */
import { onTestFinished } from "vitest";
import { startVendors, type Vendors } from "./server";
import type { Known, StandIn } from "./stand-in";

const nobody: Known = { email: "", name: "", language: "en", account: null, ids: {}, newsletterSince: null };

export const jane: Known = {
  ...nobody,
  email: "jane@mail.example",
  name: "Jane Roe",
  account: "KW-1",
  ids: { google: ["g-jane"], hotjar: ["h-jane"], optimizely: ["o-jane"], stripe: ["tok_jane"], helpdesk: ["zd-1"] },
  newsletterSince: "2024-05-01T10:00:00.000Z",
};
export const omar: Known = {
  ...nobody,
  email: "Omar@Mail.example",
  name: "Omar Diaz",
  language: "de",
  account: "KW-2",
  ids: { google: ["g-omar"], hotjar: ["h-omar"], optimizely: ["o-omar"], stripe: ["tok_omar", "tok_omar2"] },
  newsletterSince: "2023-01-09T10:00:00.000Z",
};
/** Neither newsletter nor any number. */
export const ruth: Known = { ...nobody, email: "ruth@mail.example", name: "Ruth Park", account: "KW-3" };

export const people = [jane, omar, ruth];

export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, never> & { data: never[] };
};

/** Starts stand-ins for one test; they stop at its end. `call` asks the first of them. */
export async function vendorsFor(...standIns: StandIn[]): Promise<{ vendors: Vendors; call: Call }> {
  const vendors = await startVendors({ port: 0, standIns, people, faults: true });
  onTestFinished(() => vendors.stop());
  return { vendors, call: (path, init) => ask(vendors.url(standIns[0]?.name ?? "") + path, init) };
}

export type Call = (path: string, init?: RequestInit) => Promise<Answer>;

/** One request and its whole answer. Rejects as `fetch` does. */
export async function ask(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}

export const withJson = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", ...headers },
});

export const withForm = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
  headers,
});
