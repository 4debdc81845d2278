/**
 * Who may do what: one line for every page, every method of every route and every Server Action. `secureAction`,
 * `secureRoute` and the pages read this table; a test compares it with the build's manifests and exercises each line.
 *
 * `allow` is about the door only: the step behind it still checks that the object is the actor's own, and a foreign
 * object is answered like an unknown one.
 */
import type { Role } from "../actor";

export type Access = "everyone" | readonly Role[];
export type Line = {
  access: Access;
  /** The path names one object: own → shown, foreign and unknown → the same 404. */
  object?:
    | "request"
    | "record"
    | "hold"
    | "task"
    | "entry"
    | "withdrawal"
    | "export"
    | "calendar"
    | "file"
    | "mail"
    | "matter"
    | "surge"
    | "extension"
    | "group";
  /** Other systems come with a token or a signature, from no page: no session and no origin is asked of them. */
  byToken?: true;
  /** What a key of another system has to be good for. */
  scope?: "registry" | "export";
};

const staff = ["reviewer", "dpo", "legal", "operator"] as const;
const signedIn: Access = ["subject", ...staff];
const desk: Access = ["reviewer", "dpo"];
const evidence: Access = ["reviewer", "dpo", "legal"];
const lawyers: Access = ["dpo", "legal"];

/** Pages by their path in `app`, without groups. */
export const pages = {
  "/": { access: "everyone" },
  "/privacy": { access: "everyone" },
  "/complaint": { access: "everyone" },
  "/lookup": { access: "everyone" },
  "/stop": { access: "everyone" },
  "/recipient": { access: "everyone" },
  "/task": { access: "everyone" },
  "/sign-in": { access: "everyone" },
  "/sign-in/link": { access: "everyone" },
  "/sign-in/link/sent": { access: "everyone" },
  "/sign-in/confirm": { access: "everyone" },
  "/_not-found": { access: "everyone" },
  "/my": { access: signedIn },
  "/my/data": { access: signedIn },
  "/my/new": { access: signedIn },
  "/my/consents": { access: signedIn },
  "/my/objection": { access: signedIn },
  "/my/correct": { access: signedIn },
  "/my/correct/[category]": { access: signedIn },
  "/my/correct/[category]/[code]": { access: signedIn, object: "record" },
  "/my/pause": { access: signedIn },
  "/my/decision": { access: signedIn },
  "/my/other": { access: signedIn },
  "/my/cancel-contract": { access: signedIn },
  "/my/requests/[reference]": { access: signedIn, object: "request" },
  "/my/requests/[reference]/done": { access: signedIn, object: "request" },
  "/my/requests/[reference]/cancel": { access: signedIn, object: "request" },
  "/my/requests/[reference]/letters/[id]": { access: signedIn, object: "request" },
  "/desk": { access: desk },
  "/desk/calendar": { access: desk },
  "/desk/requests/[reference]": { access: desk, object: "request" },
  "/desk/requests/[reference]/approve": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/refuse": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/extend": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/hold": { access: desk, object: "request" },
  "/desk/requests/[reference]/identity": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/stopped": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/doubt": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/records": { access: desk, object: "request" },
  "/desk/requests/[reference]/redact": { access: ["reviewer"], object: "request" },
  "/desk/found": { access: desk },
  "/desk/requests/[reference]/override": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/message": { access: ["reviewer", "dpo"], object: "request" },
  "/desk/requests/[reference]/opinion": { access: ["dpo"], object: "request" },
  "/desk/requests/[reference]/release-again": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/demand-second-look": { access: ["dpo"], object: "request" },
  "/desk/requests/[reference]/second-look": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/weigh": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/exceptions": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/decide-again": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/answer-by-hand": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/fee": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/fee-answer": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/lift": { access: ["reviewer"], object: "request" },
  "/desk/requests/[reference]/letters/[letter]": { access: desk, object: "request" },
  "/desk/requests/[reference]/letter-ahead/[kind]": { access: desk, object: "request" },
  "/desk/intake": { access: desk },
  "/desk/intake/[entry]": { access: desk, object: "entry" },
  "/desk/intake/mail/[mail]": { access: desk, object: "mail" },
  "/desk/withdrawals": { access: desk },
  "/desk/duties": { access: desk },
  "/desk/duties/changes": { access: ["reviewer", "dpo"] },
  "/desk/tax-years": { access: desk },
  "/desk/files": { access: desk },
  "/desk/sweeps": { access: desk },
  "/desk/holds": { access: desk },
  "/desk/holds/[hold]": { access: desk, object: "hold" },
  "/desk/matters": { access: evidence },
  "/desk/matters/new": { access: lawyers },
  "/desk/matters/[matter]": { access: evidence, object: "matter" },
  "/desk/matters/[matter]/order": { access: lawyers, object: "matter" },
  "/desk/tasks": { access: desk },
  "/desk/tasks/[task]": { access: desk, object: "task" },
  "/desk/surge": { access: evidence },
  "/desk/surge/extend": { access: ["reviewer"] },
  "/desk/surge/extensions/[extension]": { access: desk, object: "extension" },
  "/desk/surge/groups": { access: desk },
  "/desk/surge/groups/[group]": { access: desk, object: "group" },
  "/desk/policy": { access: desk },
  "/desk/reports": { access: evidence },
  "/desk/reports/authority": { access: evidence },
  "/desk/reports/record": { access: evidence },
  "/evidence": { access: evidence },
  "/evidence/[reference]": { access: evidence, object: "request" },
  "/evidence/verify": { access: evidence },
  "/evidence/exports": { access: evidence },
} as const satisfies Record<string, Line>;

/** Route handlers by method and path. */
export const routes = {
  "GET /api/health": { access: "everyone" },
  "POST /api/auth/signin/oidc": { access: "everyone" },
  "GET /api/auth/callback/oidc": { access: "everyone" },
  "POST /api/auth/sign-out": { access: "everyone" },
  "GET /api/package/[reference]": { access: signedIn, object: "request" },
  "POST /api/package/[reference]": { access: signedIn, object: "request" },
  "POST /api/proof/[reference]": { access: signedIn, object: "request" },
  "POST /api/export/[export]": { access: evidence, object: "export" },
  "POST /api/file/[file]": { access: desk, object: "file" },
  "POST /api/mail-file/[file]": { access: desk, object: "file" },
  "POST /api/verify": { access: evidence },
  "GET /api/reports": { access: evidence },
  "GET /api/queue": { access: desk },
  "GET /api/calendar/[token]": { access: [], byToken: true },
  "POST /api/registry": { access: [], byToken: true },
  "POST /api/callbacks/opendsr/[source]": { access: [], byToken: true },
  "POST /api/v1/uses/check": { access: [], byToken: true, scope: "registry" },
  "POST /api/v1/suppressions/filter": { access: [], byToken: true, scope: "registry" },
  "GET /api/v1/suppressions": { access: [], byToken: true, scope: "export" },
  "GET /api/v1/openapi.json": { access: "everyone" },
} as const satisfies Record<string, Line>;

/** Server Actions by the id they were made with. */
export const actions = {
  "switch-language": { access: "everyone" },
  "ask-for-link": { access: "everyone" },
  "confirm-link": { access: "everyone" },
  "look-up": { access: "everyone" },
  stop: { access: "everyone" },
  receive: { access: signedIn },
  "end-consent": { access: signedIn },
  "stop-advertising": { access: signedIn },
  "object-to-use": { access: signedIn },
  correct: { access: signedIn },
  pause: { access: signedIn },
  "end-pause": { access: signedIn, object: "request" },
  "human-review": { access: signedIn },
  "ask-for-another": { access: signedIn },
  "cancel-contract": { access: signedIn },
  "accept-fee": { access: signedIn, object: "request" },
  cancel: { access: signedIn, object: "request" },
  "waive-copy": { access: signedIn, object: "request" },
  "write-message": { access: signedIn, object: "request" },
  "later-notice": { access: signedIn, object: "request" },
  approve: { access: ["reviewer"], object: "request" },
  refuse: { access: ["reviewer"], object: "request" },
  extend: { access: ["reviewer"], object: "request" },
  "word-letter": { access: desk, object: "request" },
  assign: { access: desk, object: "request" },
  "declare-surge": { access: ["dpo", "legal"] },
  "end-surge": { access: ["dpo", "legal"], object: "surge" },
  "extend-all": { access: ["reviewer"] },
  "draw-group": { access: desk },
  "open-sampled": { access: desk, object: "group" },
  "approve-group": { access: ["reviewer"], object: "group" },
  "give-up-group": { access: desk, object: "group" },
  "group-opinion": { access: ["dpo"], object: "group" },
  "make-calendar": { access: desk },
  "end-calendar": { access: desk, object: "calendar" },
  "look-into-mail": { access: desk, object: "mail" },
  "dismiss-mail": { access: desk, object: "mail" },
  "confirm-dismissal": { access: desk, object: "mail" },
  "keep-mail": { access: desk, object: "mail" },
  "remind-by-mail": { access: desk, object: "mail" },
  "place-hold": { access: desk, object: "request" },
  "release-hold": { access: desk, object: "hold" },
  "open-matter": { access: lawyers },
  "link-to-matter": { access: lawyers, object: "matter" },
  "unlink-from-matter": { access: lawyers, object: "matter" },
  "close-matter": { access: lawyers, object: "matter" },
  "order-from-matter": { access: lawyers, object: "matter" },
  "release-tax-year": { access: desk },
  "release-files": { access: desk },
  "decide-duty-change": { access: ["reviewer"] },
  "decide-identity": { access: ["reviewer"], object: "request" },
  "settle-stop": { access: ["reviewer"], object: "request" },
  "answer-doubt": { access: ["reviewer"], object: "request" },
  "find-address": { access: desk },
  override: { access: ["reviewer"], object: "request" },
  "take-back-override": { access: ["reviewer"], object: "request" },
  "answer-message": { access: ["reviewer", "dpo"], object: "request" },
  "settle-message": { access: ["reviewer", "dpo"], object: "request" },
  "give-opinion": { access: ["dpo"], object: "request" },
  "release-again": { access: ["reviewer"], object: "request" },
  "demand-second-look": { access: ["dpo"], object: "request" },
  "take-second-look": { access: ["reviewer"], object: "request" },
  replan: { access: ["reviewer"], object: "request" },
  look: { access: desk, object: "request" },
  "look-at-records": { access: desk, object: "request" },
  "decide-records": { access: ["reviewer"], object: "request" },
  "release-as-decided": { access: ["reviewer"], object: "request" },
  enter: { access: desk },
  weigh: { access: ["reviewer"], object: "request" },
  "decide-exceptions": { access: ["reviewer"], object: "request" },
  "decide-again": { access: ["reviewer"], object: "request" },
  "answer-by-hand": { access: ["reviewer"], object: "request" },
  "announce-fee": { access: ["reviewer"], object: "request" },
  "record-fee-answer": { access: ["reviewer"], object: "request" },
  "announce-lift": { access: ["reviewer"], object: "request" },
  "add-legal-note": { access: ["dpo", "legal"], object: "request" },
  "order-export": { access: evidence },
  "order-bundle": { access: evidence, object: "request" },
  "confirm-destroyed": { access: evidence, object: "export" },
  "give-legal-view": { access: ["legal"], object: "request" },
  "settle-withdrawal": { access: desk, object: "withdrawal" },
  "finish-task": { access: desk, object: "task" },
  "not-told": { access: desk, object: "task" },
  "hand-over": { access: desk, object: "task" },
  "withdraw-hand-over": { access: desk, object: "task" },
  "open-task": { access: "everyone" },
  "answer-task": { access: "everyone" },
  "open-notice": { access: "everyone" },
  "confirm-notice": { access: "everyone" },
} as const satisfies Record<string, Line>;

export type ActionId = keyof typeof actions;
export type RouteId = keyof typeof routes;

/** Whether a method and a path, without its query, are those of a route that other systems call by token or signature. */
export function isByToken(method: string, path: string): boolean {
  return byToken.some((line) => line.test(`${method} ${path}`));
}

const byToken = Object.entries<Line>(routes).flatMap(([id, line]) =>
  line.byToken ? [new RegExp(`^${id.replace(/\[\w+\]/g, "[a-z][a-z0-9-]*")}$`)] : [],
);

/** Whether these roles pass a line's door. */
export const passes = (access: Access, roles: readonly Role[]): boolean =>
  access === "everyone" || access.some((role) => roles.includes(role));
