/**
 * A stand-in of Optimizely's REST API v2, subject access requests (api.optimizely.com/v2; paths, fields and states as its
 * specification has them). Ordering is not idempotent: two POSTs are two requests. A request is pending, then processing,
 * then completed or failed; what was asked for can be fetched for seven days after that. How long each state lasts and the
 * texts of the errors are not documented.
 */
import { ZipArchive } from "archiver";
import { bearer, digits, isSecret, json, routed, type Route } from "./asked";
import type { Answered, Asked, Known, StandIn } from "./stand-in";

export type Visitor = {
  optimizely_end_user_id: string;
  /** The shop's own number, sent along as an attribute. */
  customer_id: string | null;
  experiments: number;
};
export type SubjectAccessRequest = {
  id: number;
  account_id: number;
  data_type: string;
  identifier_type: string;
  identifier: string;
  request_type: string;
  status: "pending" | "processing" | "completed" | "failure";
  requested_at_time: string;
  sla_deadline_time: string;
  completed_at_time: string | null;
  export_location: string | null;
  expired_at_time: string | null;
};
type State = {
  visitors: Visitor[];
  subject_access_requests: SubjectAccessRequest[];
  exports: Record<string, Visitor[]>;
};

const day = 86_400_000;
const firstId = 9001;
const answerWithin = 27 * day;
const exportLives = 7 * day;
const longest = 355;
const allowed = {
  data_type: ["user", "visitor"],
  identifier_type: ["email", "optimizely_end_user_id", "dcp_id", "fullstack_id", "other"],
  request_type: ["access", "delete"],
};

export type OptimizelyOptions = {
  token: string;
  /** How long a request takes, in milliseconds; it is pending for the first quarter. */
  takes?: number;
  /** Identifiers whose requests fail. */
  fails?: readonly string[];
};

/** The stand-in. It knows everybody of whom the shop wrote down a number of Optimizely's. */
export function optimizely({ token, takes = day, fails = [] }: OptimizelyOptions): StandIn {
  let state: State = { visitors: [], subject_access_requests: [], exports: {} };
  const requests = () => state.subject_access_requests;

  function order(asked: Asked, now: Date): Answered {
    const body = json(asked);
    if (!body) return refused(400, "The body is not valid JSON.");
    for (const [field, values] of Object.entries(allowed))
      if (!values.includes(String(body[field]))) return refused(400, `${field} must be one of ${values.join(", ")}.`);
    const { identifier } = body;
    if (typeof identifier !== "string" || identifier === "" || identifier.length > longest)
      return refused(400, `identifier must have 1 to ${longest} characters.`);
    const request: SubjectAccessRequest = {
      id: firstId + requests().length,
      account_id: 12345,
      data_type: String(body.data_type),
      identifier_type: String(body.identifier_type),
      identifier,
      request_type: String(body.request_type),
      status: "pending",
      requested_at_time: now.toISOString(),
      sla_deadline_time: new Date(now.getTime() + answerWithin).toISOString(),
      completed_at_time: null,
      export_location: null,
      expired_at_time: null,
    };
    requests().push(request);
    return { status: 201, body: request };
  }

  /** Newest first. */
  function list({ query }: Asked): Answered {
    const size = Number(query.get("per_page") ?? 25);
    const page = Number(query.get("page") ?? 1);
    if (!Number.isInteger(size) || size < 1 || size > 100) return refused(400, "per_page must be from 1 to 100.");
    if (!Number.isInteger(page) || page < 1) return refused(400, "page must be 1 or more.");
    const all = requests().toReversed();
    return { status: 200, body: all.slice((page - 1) * size, page * size) };
  }

  function complete(request: SubjectAccessRequest, at: Date): void {
    const concerned = state.visitors.filter((visitor) => isMeant(visitor, request));
    const failed = fails.includes(request.identifier);
    Object.assign(request, { status: failed ? "failure" : "completed", completed_at_time: at.toISOString() });
    if (failed) return;
    if (request.request_type === "delete") state.visitors = state.visitors.filter((one) => !concerned.includes(one));
    else {
      request.export_location = `/optimizely/exports/${request.id}-${digits(`${token} ${request.id}`, 32)}.zip`;
      request.expired_at_time = new Date(at.getTime() + exportLives).toISOString();
      state.exports[request.id] = structuredClone(concerned);
    }
  }

  /** The signed address of the storage: whoever has it needs no token, until it has expired. */
  async function download(location: string, now: Date): Promise<Answered> {
    const request = requests().find(({ export_location }) => export_location === `/optimizely${location}`);
    const expired = !request || Date.parse(request.expired_at_time ?? "") <= now.getTime();
    if (expired) return { status: 403, headers: { "content-type": "application/xml" }, body: "<Error><Code>AccessDenied</Code></Error>" }; // prettier-ignore
    const zip = await zipped("visitors.json", JSON.stringify(state.exports[request.id] ?? [], null, 2));
    return { status: 200, headers: { "content-type": "application/zip" }, body: zip };
  }

  const routes: Route[] = [
    { method: "POST", path: /^\/v2\/subject-access-requests$/, answer: (_, asked, now) => order(asked, now) },
    { method: "GET", path: /^\/v2\/subject-access-requests$/, answer: (_, asked) => list(asked) },
    {
      method: "GET",
      path: /^\/v2\/subject-access-requests\/(\d+)$/,
      answer([id]) {
        const found = requests().find((one) => String(one.id) === id);
        return found ? { status: 200, body: found } : refused(404, "There is no such request.");
      },
    },
  ];

  return {
    name: "optimizely",
    label: "Optimizely",
    async answer(asked, now) {
      if (asked.method === "GET" && asked.path.startsWith("/exports/")) return download(asked.path, now);
      if (!isSecret(bearer(asked), token)) return refused(401, "Authentication failed.");
      const answered = await routed(routes, asked, now);
      if (typeof answered === "string") return refused(404, "There is no such endpoint.");
      return { ...answered, body: withHost(answered.body, asked.headers.host ?? "") };
    },
    fill(people) {
      state = { visitors: people.flatMap(visitorsOf), subject_access_requests: [], exports: {} };
    },
    state: () => state,
    restore: (kept) => void (state = kept as State),
    pass(now) {
      for (const request of requests()) {
        if (request.completed_at_time !== null) continue;
        const ordered = Date.parse(request.requested_at_time);
        if (now.getTime() >= ordered + takes) complete(request, new Date(ordered + takes));
        else request.status = now.getTime() >= ordered + takes / 4 ? "processing" : "pending";
      }
    },
  };
}

function isMeant(visitor: Visitor, { identifier_type, identifier }: SubjectAccessRequest): boolean {
  // The shop sends no addresses there: a request by address finds nobody, and is completed all the same.
  if (identifier_type === "email") return false;
  if (identifier_type === "optimizely_end_user_id") return visitor.optimizely_end_user_id === identifier;
  return visitor.customer_id === identifier;
}

function visitorsOf({ ids, account }: Known): Visitor[] {
  return (ids.optimizely ?? []).map((id) => ({
    optimizely_end_user_id: id,
    customer_id: account,
    experiments: 1 + (Number.parseInt(digits(id, 4), 16) % 6),
  }));
}

/** Addresses of exports are whole ones: the storage is another host at the vendor, and this one here. */
function withHost(body: unknown, host: string): unknown {
  if (Array.isArray(body)) return body.map((one) => withHost(one, host));
  const request = body as Partial<SubjectAccessRequest>;
  if (!request.export_location) return body;
  return { ...request, export_location: `http://${host}${request.export_location}` };
}

async function zipped(name: string, text: string): Promise<Buffer> {
  const archive = new ZipArchive();
  archive.append(text, { name, date: new Date(0) });
  void archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

const refused = (status: number, message: string): Answered => ({
  status,
  body: { code: status === 400 ? "invalid_request" : "error", message, uuid: digits(`${status} ${message}`, 32) },
});
