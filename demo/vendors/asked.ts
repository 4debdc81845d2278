/** What the stand-ins read from a request, and how they pick what answers it. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Answered, Asked } from "./stand-in";

export type Route = {
  method: string;
  /** The whole path; its groups are handed to `answer`, decoded. */
  path: RegExp;
  answer(parts: readonly string[], asked: Asked, now: Date): Answered | Promise<Answered>;
};

/** The answer of the route that fits, or why none does: nothing under this path, or nothing by this method. */
export async function routed(
  routes: readonly Route[],
  asked: Asked,
  now: Date,
): Promise<Answered | "no-path" | "no-method"> {
  let seen = false;
  for (const { method, path, answer } of routes) {
    const found = path.exec(asked.path);
    if (!found) continue;
    if (method === asked.method) return answer(found.slice(1).map(decodeURIComponent), asked, now);
    seen = true;
  }
  return seen ? "no-method" : "no-path";
}

/** The JSON object of a body, or null when it is none. */
export function json({ body }: Asked): Record<string, unknown> | null {
  try {
    const value = JSON.parse(body.toString()) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The fields of a form body (`application/x-www-form-urlencoded`). */
export const form = ({ body }: Asked): URLSearchParams => new URLSearchParams(body.toString());

/** The token of `Authorization: Bearer …`; empty without one. */
export const bearer = ({ headers }: Asked): string => /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";

/** Name and password of `Authorization: Basic …`; empty without them. */
export function basic({ headers }: Asked): { name: string; password: string } {
  const [, coded = ""] = /^Basic (.+)$/i.exec(headers.authorization ?? "") ?? [];
  const [name = "", ...password] = Buffer.from(coded, "base64").toString().split(":");
  return { name, password: password.join(":") };
}

/** Whether a secret is the one that was given out. */
export const isSecret = (given: string, secret: string): boolean =>
  given.length === secret.length && timingSafeEqual(Buffer.from(sha(given)), Buffer.from(sha(secret)));

/** `length` hexadecimal digits that are always the same for the same text: the numbers a vendor gives its records. */
export const digits = (text: string, length: number): string => sha(text).slice(0, length);

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
