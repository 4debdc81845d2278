/** The records of one question, page by page: one page in memory at a time, and never round in a circle. */
import type { HttpRead, HttpRequest, NextPage } from "../../policy/kinds/http";
import { SourceUnreachable } from "../source";
import type { Calls } from "./calls";
import type { Answer } from "./client";
import { unexpected } from "./failure";
import { isJson, parsed, textOf, valueAt, type Json } from "./json";
import type { Scope } from "./template";

type Asked = Pick<HttpRead, "request" | "records" | "next"> & { none?: readonly number[] };

/** More pages than anybody has: the system gives the same again and again. */
const mostPages = 10_000;

/** Streams the records of a question, as the system orders them. */
export async function* records(calls: Calls, asked: Asked, scope: Scope): AsyncGenerator<Json> {
  const { request, next, none = [] } = asked;
  let answer = await calls.reading(request, scope);
  const seen = new Set<string>();
  for (let page = 1; ; page++) {
    if (none.includes(answer.status)) return;
    const body = bodyOf(calls, answer);
    const found = listed(calls, body, asked.records);
    yield* found;
    const step = next && following(calls, next, { body, found, page });
    if (!step) return;
    const sign = JSON.stringify(step);
    if (seen.has(sign) || page === mostPages) throw unexpected(calls.source, "the pages never end");
    seen.add(sign);
    answer =
      "link" in step
        ? await calls.following(step.link)
        : await calls.reading(withQuery(request, step), { ...scope, "page.next": step.value });
  }
}

/** The JSON of an answer that must be one. */
export function bodyOf({ source }: Pick<Calls, "source">, { status, text }: Answer): unknown {
  if (status === 403) throw new SourceUnreachable(source, new Error("the system answered 403"), "forbidden");
  if (status < 200 || status > 299) throw unexpected(source, `the system answered ${status}`);
  const body = parsed(text);
  if (body === undefined) throw unexpected(source, "the answer is no JSON");
  return body;
}

/** A missing list is no empty one: the system has changed, and nobody knows what it holds. */
function listed({ source }: Calls, body: unknown, path: string | undefined): Json[] {
  const found = valueAt(body, path);
  const list = Array.isArray(found) ? found : [found];
  if (!list.every(isJson)) throw unexpected(source, "the answer has no records where the policy says");
  return list;
}

type Step = { link: string } | { as: string; value: string };
type Page = { body: unknown; found: readonly Json[]; page: number };

function following({ source }: Calls, next: NextPage, { body, found, page }: Page): Step | null {
  if ("link" in next) {
    const link = textOf(valueAt(body, next.link));
    return link ? { link } : null;
  }
  if ("cursor" in next) {
    const value = textOf(valueAt(body, next.cursor));
    return value ? { as: next.as, value } : null;
  }
  if ("last" in next) {
    if (valueAt(body, next.more) !== true) return null;
    const value = textOf(valueAt(found.at(-1), next.last));
    // There is more, and nothing says where: what was read is not all.
    if (!value) throw unexpected(source, "there are more pages, and none can be asked for");
    return { as: next.as, value };
  }
  if (found.length < next.size) return null;
  return "page" in next
    ? { as: next.page, value: String(page + 1) }
    : { as: next.offset, value: String(page * next.size) };
}

/** What the next page is asked by stands in a variable of its own, so that no brace in it is read as one. */
const withQuery = (request: HttpRequest, { as }: { as: string }): HttpRequest => ({
  ...request,
  query: { ...request.query, [as]: "{page.next}" },
});
