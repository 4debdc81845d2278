/**
 * A stand-in of Zendesk's Support API (developer.zendesk.com/api-reference): basic authentication with an API token,
 * users, tickets, jobs that take their time, removal for good, and the documented limits: 400 deletions and 100 updates a
 * minute, 10 looks into the bin and 100 pages of a search's export a minute, 700 removals of users in ten minutes. What is
 * documented and what is from memory stands in `zendesk/users.ts`, `zendesk/tickets.ts` and `zendesk/search.ts`.
 */
import { basic, isSecret, routed } from "./asked";
import type { Answered, Asked, Known, StandIn } from "./stand-in";
import { notFound, tooMany, unauthorized } from "./zendesk/answers";
import { filled } from "./zendesk/fill";
import { searchRoutes } from "./zendesk/search";
import { empty, type State } from "./zendesk/state";
import { removeUsers, userRoutes } from "./zendesk/users";
import { runJobs, ticketRoutes } from "./zendesk/tickets";

export type { State as ZendeskState } from "./zendesk/state";

export type ZendeskOptions = {
  /** Address and API token of the user who asks. */
  user: string;
  token: string;
  /** How long a job takes, and the removal of a user. */
  jobSeconds?: number;
  removalSeconds?: number;
};

const limits: { method: string; path: RegExp; calls: number; seconds: number }[] = [
  { method: "DELETE", path: /^\/api\/v2\/tickets\/\d+$/, calls: 400, seconds: 60 },
  { method: "PUT", path: /^\/api\/v2\/tickets\/\d+$/, calls: 100, seconds: 60 },
  { method: "GET", path: /^\/api\/v2\/deleted_tickets$/, calls: 10, seconds: 60 },
  { method: "GET", path: /^\/api\/v2\/search\/export$/, calls: 100, seconds: 60 },
  { method: "DELETE", path: /^\/api\/v2\/deleted_users\/\d+$/, calls: 700, seconds: 600 },
];

/** The stand-in. It answers below `/zendesk`, files below the same address. */
export function zendesk({ user, token, jobSeconds = 20, removalSeconds = 120 }: ZendeskOptions): StandIn {
  let state: State = empty();
  const windows = new Map<object, { starts: number; calls: number }>();
  const root = ({ headers }: Asked) => `http://${headers.host ?? "localhost"}/zendesk`;
  const here = (asked: Asked) => root(asked) + asked.path;
  const files = (asked: Asked) => `${root(asked)}/attachments/token`;
  const get = () => state;
  const routes = [
    ...userRoutes(get, here, removalSeconds),
    ...ticketRoutes(get, { here, files }),
    ...searchRoutes(get, here),
  ];

  /** Seconds until there is room again, or null. */
  function beyond({ method, path }: Asked, now: Date): number | null {
    const limit = limits.find((one) => one.method === method && one.path.test(path));
    if (!limit) return null;
    const before = windows.get(limit);
    const ends = (before?.starts ?? 0) + limit.seconds * 1_000;
    const window = before && ends > now.getTime() ? before : { starts: now.getTime(), calls: 0 };
    windows.set(limit, window);
    window.calls += 1;
    return window.calls > limit.calls
      ? Math.ceil((window.starts + limit.seconds * 1_000 - now.getTime()) / 1_000)
      : null;
  }

  return {
    name: "zendesk",
    label: "Zendesk",
    async answer(asked, now): Promise<Answered> {
      const given = basic(asked);
      const isFile = asked.path.startsWith("/files/");
      if (!isFile && (given.name !== `${user}/token` || !isSecret(given.password, token))) return unauthorized;
      const wait = beyond(asked, now);
      if (wait !== null) return tooMany(wait);
      const answered = await routed(routes, asked, now);
      return answered === "no-path" || answered === "no-method" ? notFound : answered;
    },
    fill: (people: readonly Known[]) => void (state = filled(people)),
    state: () => state,
    restore: (kept) => void (state = kept as State),
    pass(now) {
      runJobs(state, now, jobSeconds);
      removeUsers(state, now, removalSeconds);
    },
  };
}
