/**
 * Export search results of the stand-in (API reference: search, export search results). Documented: one kind of record by
 * `filter[type]`, and an error where the query names a `type`; pages by cursor, a hundred questions a minute. From memory:
 * days are those of UTC here, and no order is promised.
 */
import type { Route } from "../asked";
import type { Answered, Asked } from "../stand-in";
import { badRequest, cursorPage, ok, ticketShown, userShown } from "./answers";
import type { State, Ticket, User } from "./state";

export const searchRoutes = (get: () => State, here: (asked: Asked) => string): Route[] => [
  { method: "GET", path: /^\/api\/v2\/search\/export$/, answer: (_, asked) => exported(get(), asked, here(asked)) },
];

type Found = Ticket | User;

function exported({ tickets, users }: State, { query }: Asked, here: string): Answered {
  const words = (query.get("query") ?? "").split(" ");
  const type = query.get("filter[type]");
  if (type !== "ticket" && type !== "user") return badRequest("filter[type] is required");
  if (words.some((word) => word.startsWith("type:"))) return badRequest("type is not allowed in the query");
  const all: readonly Found[] = type === "ticket" ? tickets : users;
  const found = all.filter((one) => one.deleted_at === null && words.every((word) => fits(one, word))).toReversed();
  const page = cursorPage("results", found, query, here) as { results: Found[] };
  const shown = (one: Found) => ("subject" in one ? ticketShown(one, "") : userShown(one));
  return ok({ ...page, results: page.results.map((one) => ({ ...shown(one), result_type: type })) });
}

/** By status, role, tag and day of creation. */
function fits(one: Found, word: string): boolean {
  const [, name, sign, wanted = ""] = /^(\w+)([:<>])(\S+)$/.exec(word) ?? [];
  const day = one.created_at.slice(0, 10);
  if (name === "created" && sign !== ":") return sign === "<" ? day < wanted : day > wanted;
  if (sign !== ":") return false;
  if (name === "tags") return one.tags.includes(wanted);
  return name === "status" ? "status" in one && one.status === wanted : "role" in one && one.role === wanted;
}
