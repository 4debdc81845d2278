/** Which calls come from other systems and not from a page, so that no origin is asked of them. */
import { routes, type Line } from "./authorisation";

/** Whether a method and a path, without its query, are those of a route that other systems call by token or signature. */
export function isByToken(method: string, path: string): boolean {
  return byToken.some((line) => line.test(`${method} ${path}`));
}

const byToken = Object.entries<Line>(routes).flatMap(([id, line]) =>
  line.byToken ? [new RegExp(`^${id.replace(/\[\w+\]/g, "[a-z][a-z0-9-]*")}$`)] : [],
);
