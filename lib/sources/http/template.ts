/**
 * Texts with variables: `{identity.email}`, `{record.id}`. A variable that is not in the scope is a fault, never empty.
 * Each value is encoded for its place, so that no value can become a path, a parameter or a header of its own.
 */
import type { HttpRequest } from "../../policy/kinds/http";

/** Names of variables and their values. */
export type Scope = Readonly<Record<string, string>>;

const variable = /\{([a-z][\w-]*(?:\.[\w-]+)*)\}/g;

/** Fills the variables of a text. Throws on a variable that the scope does not have. */
export function fill(text: string, scope: Scope, encoded: (value: string) => string = (value) => value): string {
  return text.replace(variable, (_, name: string) => {
    const value = Object.hasOwn(scope, name) ? scope[name] : undefined;
    if (value === undefined) throw new Error(`a text of the policy needs ${name}, which is not known there`);
    return encoded(value);
  });
}

/** Whether a value can stand as one step of a path: "." and ".." would leave it. */
export const fitsPath = (value: string): boolean => value !== "" && value !== "." && value !== "..";

function step(value: string): string {
  if (!fitsPath(value)) throw new Error("a value cannot stand in a path");
  return encodeURIComponent(value);
}

function headerValue(value: string): string {
  if (/[^\x20-\x7e]/.test(value)) throw new Error("a value cannot stand in a header");
  return value;
}

/** The address of a request below the base. */
export function addressOf(base: URL, { path, query }: Pick<HttpRequest, "path" | "query">, scope: Scope): URL {
  const url = new URL(base);
  url.pathname = base.pathname.replace(/\/$/, "") + fill(path, scope, step);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, fill(value, scope));
  return url;
}

/** Headers and body of a request; `more` joins the JSON or the form. */
export function contentOf(request: HttpRequest, scope: Scope, more: Record<string, unknown> = {}) {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), fill(value, scope, headerValue)]),
  );
  if (request.form) {
    const form = new URLSearchParams(
      Object.entries(request.form).map(([name, value]): [string, string] => [name, fill(value, scope)]),
    );
    // A form has no null: an empty text takes the value away.
    for (const [name, value] of Object.entries(more)) form.set(name, typeof value === "string" ? value : "");
    return { headers: { "content-type": "application/x-www-form-urlencoded", ...headers }, body: form.toString() };
  }
  const json = request.json || Object.keys(more).length > 0 ? { ...filled(request.json ?? {}, scope), ...more } : null;
  if (!json) return { headers };
  return { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(json) };
}

function filled(value: Record<string, unknown>, scope: Scope): Record<string, unknown> {
  return filledIn(value, scope) as Record<string, unknown>;
}

function filledIn(value: unknown, scope: Scope): unknown {
  if (typeof value === "string") return fill(value, scope);
  if (Array.isArray(value)) return value.map((one) => filledIn(one, scope));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fill(key, scope), filledIn(inner, scope)]));
}
