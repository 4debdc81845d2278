/**
 * A processor that takes orders by OpenDSR 2.0 (github.com/opengdpr/OpenDSR): discovery, orders by an id that the controller
 * makes, states pending, in_progress, completed and cancelled, callbacks; each answer signed. It stands in for a partner
 * that keeps a profile of each customer.
 */
import { createHash, randomUUID } from "node:crypto";
import { signer, type Signer } from "./opendsr-keys";
import type { Answered, Asked, Known, StandIn } from "./stand-in";

type Ordered = {
  subject_request_id: string;
  subject_request_type: string;
  subject_identities: { identity_type: string; identity_value: string; identity_format: string }[];
  status_callback_urls?: string[];
  extensions?: Record<string, unknown>;
};
type State = "pending" | "in_progress" | "completed" | "cancelled";
type Results = { secret: string; records: Profile[] };
type Kept = { order: Ordered; state: State; takenAt: string; expected: string; results: Results | null };
type Held = { profiles: Profile[]; orders: Kept[] };
type Profile = { email: string; controller_customer_id: string | null; segment: string; interests: string[] };

export type OpendsrStandIn = StandIn & {
  /** The root that its certificate rests on, PEM. */
  readonly root: string;
  /** Brings an order into a state and tells those who asked to be told; gives the statuses of their answers. */
  settle(id: string, state: State): Promise<number[]>;
  /** The headers under which it sends these bytes. */
  signed(body: Buffer): Record<string, string>;
};

type Options = {
  /** The first part of its paths, and what a person calls it. */
  name?: string;
  label?: string;
  domain?: string;
  /** The bearer token that it asks for. */
  token: string;
  /** What signs; made anew when absent. */
  keys?: Signer;
  /** Milliseconds of its own clock after which an order is done by itself; null: only by `settle`. */
  doneAfter?: number | null;
  /** Days that it promises. */
  days?: number;
  /** The word in its headers: partners of the first hour still write "OpenGDPR". */
  headers?: "OpenDSR" | "OpenGDPR";
  types?: readonly string[];
};

const formats = ["raw", "sha256"];
const hashed = (text: string): string => createHash("sha256").update(text).digest("hex");

export function opendsrStandIn(options: Options): OpendsrStandIn {
  const { domain = "partner.example", token, doneAfter = 5_000, days = 14, headers: word = "OpenDSR" } = options;
  const { types = ["access", "portability", "erasure"] } = options;
  const { name = "opendsr", keys = signer(domain) } = options;
  const orders = new Map<string, Kept>();
  let profiles: Profile[] = [];
  let here = "";

  const signed = (body: Buffer) => ({
    "Content-Type": "application/json",
    [`X-${word}-Processor-Domain`]: domain,
    [`X-${word}-Signature`]: keys.sign(body),
  });
  const said = (status: number, value: object): Answered => {
    const body = Buffer.from(JSON.stringify(value));
    return { status, headers: signed(body), body };
  };
  const refused = (message: string): Answered => said(400, { error: { code: 400, message, errors: [] } });

  function discovery(): Answered {
    const supported = ["email", "controller_customer_id"].flatMap((identity_type) =>
      formats.map((identity_format) => ({ identity_type, identity_format })),
    );
    return said(200, {
      api_version: "2.0",
      supported_identities: supported,
      supported_subject_request_types: types,
      processor_certificate: `${here}/certificate.pem`,
    });
  }

  const statusOf = ({ order, state, expected, results }: Kept) => ({
    controller_id: "klangwerk",
    expected_completion_time: expected,
    subject_request_id: order.subject_request_id,
    request_status: state,
    api_version: "2.0",
    ...(results ? { results_url: `${here}/results/${results.secret}`, results_count: results.records.length } : {}),
  });

  function take(asked: Asked, now: Date): Answered {
    const order = read(asked.body);
    if (!order || !/^[0-9a-f-]{36}$/.test(order.subject_request_id)) return refused("subject_request_id is required");
    if (!types.includes(order.subject_request_type)) return refused("subject_request_type is not supported");
    if (orders.has(order.subject_request_id)) return refused("subject_request_id was used before");
    const expected = new Date(now.getTime() + days * 86_400_000).toISOString();
    orders.set(order.subject_request_id, {
      order,
      state: "pending",
      takenAt: now.toISOString(),
      expected,
      results: null,
    });
    return said(201, {
      controller_id: "klangwerk",
      expected_completion_time: expected,
      received_time: now.toISOString(),
      encoded_request: asked.body.toString("base64"),
      subject_request_id: order.subject_request_id,
    });
  }

  const isMeant = (profile: Profile, { subject_identities }: Ordered): boolean =>
    subject_identities.some(({ identity_type, identity_value, identity_format }) => {
      const own = identity_type === "email" ? profile.email : profile.controller_customer_id;
      return own !== null && identity_value === (identity_format === "sha256" ? hashed(own) : own);
    });

  async function settle(id: string, state: State): Promise<number[]> {
    const kept = orders.get(id);
    if (!kept) throw new Error("no order has this id");
    kept.state = state;
    if (state === "completed") carryOut(kept);
    const answers = (kept.order.status_callback_urls ?? []).map((url) => tell(url, kept));
    return Promise.all(answers);
  }

  /** What is due is done, and those who asked to be told are told. */
  function pass(now: Date): void {
    if (doneAfter === null) return;
    for (const [id, { state, takenAt }] of orders)
      if (state === "pending" && Date.parse(takenAt) + doneAfter <= now.getTime()) void settle(id, "completed");
  }

  function carryOut(kept: Kept): void {
    const { order } = kept;
    if (order.extensions) return;
    const meant = profiles.filter((profile) => isMeant(profile, order));
    if (order.subject_request_type === "erasure") profiles = profiles.filter((one) => !meant.includes(one));
    else kept.results = { secret: randomUUID(), records: meant };
  }

  async function tell(url: string, kept: Kept): Promise<number> {
    const body = Buffer.from(JSON.stringify({ ...statusOf(kept), status_callback_url: url }));
    // Whoever is not there asks by themselves.
    return fetch(url, { method: "POST", headers: signed(body), body }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  function cancel(id: string, now: Date): Answered {
    const kept = orders.get(id);
    if (kept?.state !== "pending") return refused("only a pending request can be cancelled");
    kept.state = "cancelled";
    return said(202, { controller_id: "klangwerk", subject_request_id: id, received_time: now.toISOString() });
  }

  function answer(asked: Asked, now: Date): Answered {
    const { method, path, headers } = asked;
    here = `http://${headers.host}/${name}`;
    if (path === "/certificate.pem")
      return { status: 200, headers: { "Content-Type": "application/x-pem-file" }, body: keys.chain };
    if (headers.authorization !== `Bearer ${token}`) return said(401, { error: { code: 401 } });
    if (method === "GET" && path === "/discovery") return discovery();
    if (method === "POST" && path === "/requests") return take(asked, now);
    const [, kind, id = ""] = path.split("/");
    if (kind === "results") return results(id);
    const kept = orders.get(id);
    if (kind !== "requests" || !kept) return said(404, { error: { code: 404 } });
    return method === "DELETE" ? cancel(id, now) : said(200, statusOf(kept));
  }

  function results(secret: string): Answered {
    const found = [...orders.values()].find((kept) => kept.results?.secret === secret);
    return found?.results ? { status: 200, body: found.results.records } : { status: 404, body: {} };
  }

  return {
    name,
    ...(options.label ? { label: options.label } : {}),
    root: keys.root,
    settle,
    signed,
    answer,
    fill(people) {
      profiles = people.filter(({ email, account }) => email !== "" && account !== null).map(profileOf);
      orders.clear();
    },
    pass,
    state: (): Held => ({ profiles, orders: [...orders.values()] }),
    restore(held) {
      const { profiles: all, orders: taken } = held as Held;
      profiles = all;
      orders.clear();
      for (const kept of taken) orders.set(kept.order.subject_request_id, kept);
    },
  };
}

const profileOf = ({ email, account }: Known): Profile => ({
  email: email.toLowerCase(),
  controller_customer_id: account,
  segment: ["studio", "stage", "bedroom"][Number.parseInt(hashed(email).slice(0, 6), 16) % 3] as string,
  interests: ["synthesizers", "plug-ins"],
});

function read(body: Buffer): Ordered | null {
  try {
    const value = JSON.parse(body.toString("utf8")) as Ordered;
    return Array.isArray(value.subject_identities) ? value : null;
  } catch {
    return null;
  }
}
