/**
 * A stand-in of Stripe's API: customers, their payment methods, and redaction jobs (docs.stripe.com/api,
 * docs.stripe.com/privacy/redaction). Documented: a deleted customer can still be retrieved, so deleting is not erasing;
 * at most 10 objects a job; the job's states and error codes. From memory: the address filter is exact and minds capitals,
 * `Idempotency-Key`, the bodies of errors, what a redacted customer looks like.
 */
import { basic, bearer, digits, form, isSecret, routed, type Route } from "./asked";
import { deeds, newJob, passTime, type Deed, type RedactionJob } from "./redaction-jobs";
import type { Answered, Asked, Known, StandIn } from "./stand-in";

export type Customer = {
  id: string;
  email: string | null;
  name: string | null;
  /** The shop's own number, kept as metadata. */
  account: string | null;
  created: number;
  deleted: boolean;
  redacted: boolean;
};
export type PaymentMethod = { id: string; customer: string | null; brand: string; last4: string; shop_token: string };
type State = {
  customers: Customer[];
  payment_methods: PaymentMethod[];
  redaction_jobs: RedactionJob[];
  /** By idempotency key: what was asked, what was answered, and until when a repetition gets that answer. */
  answered: Record<string, { asked: string; answered: Answered; until: number }>;
};

const keysLive = 86_400_000;
const opened = Math.floor(Date.parse("2024-01-15T10:00:00Z") / 1000);

export type StripeOptions = {
  key: string;
  /** How long a state of a redaction job lasts that ends by itself, in milliseconds. */
  takes?: number;
  /** Whether the account was let into the preview of redaction. */
  preview?: boolean;
  /** Customers (`cus_…`) with a payment that can still be refunded or disputed. */
  openPayments?: readonly string[];
};

/** The number that Stripe gives the customer of an account. */
export const customerId = (account: string): string => `cus_${digits(`stripe ${account}`, 14)}`;

/** The stand-in. Its customers are those of whom the shop has a card token of this provider. */
export function stripe({ key, takes = 60_000, preview = true, openPayments = [] }: StripeOptions): StandIn {
  let state: State = { customers: [], payment_methods: [], redaction_jobs: [], answered: {} };
  const customer = (id: string) => state.customers.find((one) => one.id === id);
  const known = (id: string, then: (found: Customer) => Answered): Answered => {
    const found = customer(id);
    return found ? then(found) : missing("customer", id);
  };
  const methodsOf = (id: string) => state.payment_methods.filter((one) => one.customer === id);

  function remove(found: Customer): Answered {
    if (found.deleted) return missing("customer", found.id);
    found.deleted = true;
    for (const method of methodsOf(found.id)) method.customer = null;
    return ok({ id: found.id, object: "customer", deleted: true });
  }

  function redact(id: string): void {
    const cards = methodsOf(id).map((method) => method.id);
    state.payment_methods = state.payment_methods.filter((method) => !cards.includes(method.id));
    const found = customer(id);
    if (found) Object.assign(found, { email: null, name: null, account: null, redacted: true });
  }

  const routes: Route[] = [
    { method: "GET", path: /^\/v1\/customers$/, answer: (_, asked) => page(asked, search(state.customers, asked), shownCustomer) }, // prettier-ignore
    { method: "GET", path: /^\/v1\/customers\/([^/]+)$/, answer: ([id = ""]) => known(id, (found) => ok(shownCustomer(found))) }, // prettier-ignore
    { method: "POST", path: /^\/v1\/customers\/([^/]+)$/, answer: ([id = ""], asked) => known(id, (found) => correct(found, asked)) }, // prettier-ignore
    { method: "DELETE", path: /^\/v1\/customers\/([^/]+)$/, answer: ([id = ""]) => known(id, remove) },
    {
      method: "GET",
      path: /^\/v1\/customers\/([^/]+)\/payment_methods$/,
      answer: ([id = ""], asked) => known(id, () => page(asked, methodsOf(id), shownMethod)),
    },
    {
      method: "POST",
      path: /^\/v1\/payment_methods\/([^/]+)\/detach$/,
      answer([id = ""]) {
        const method = state.payment_methods.find((one) => one.id === id && one.customer !== null);
        if (!method) return missing("payment_method", id);
        method.customer = null;
        return ok(shownMethod(method));
      },
    },
  ];

  const job = (id: string, then: (found: RedactionJob) => Answered): Answered => {
    const found = state.redaction_jobs.find((one) => one.id === id);
    return found ? then(found) : missing("redaction_job", id);
  };
  const jobRoutes: Route[] = [
    {
      method: "POST",
      path: /^\/v1\/privacy\/redaction_jobs$/,
      answer(_, asked, now) {
        const fields = form(asked);
        const ids = [...fields].filter(([name]) => /^objects\[customers\]\[\d*\]$/.test(name)).map(([, id]) => id);
        const behaviour = fields.get("validation_behavior") ?? "error";
        if (ids.length === 0) return invalid("Missing required param: objects.", "objects");
        if (behaviour !== "error" && behaviour !== "fix") return invalid("Invalid validation_behavior.", "validation_behavior"); // prettier-ignore
        const stranger = ids.find((id) => !customer(id));
        if (stranger !== undefined) return missing("customer", stranger);
        const made = newJob(ids, behaviour, now, state.redaction_jobs.length);
        state.redaction_jobs.push(made);
        return ok(shownJob(made));
      },
    },
    { method: "GET", path: /^\/v1\/privacy\/redaction_jobs$/, answer: (_, asked) => page(asked, state.redaction_jobs.toReversed(), shownJob) }, // prettier-ignore
    { method: "GET", path: /^\/v1\/privacy\/redaction_jobs\/([^/]+)$/, answer: ([id = ""]) => job(id, (found) => ok(shownJob(found))) }, // prettier-ignore
    {
      method: "GET",
      path: /^\/v1\/privacy\/redaction_jobs\/([^/]+)\/validation_errors$/,
      answer: ([id = ""], asked) => job(id, (found) => page(asked, errorsOf(found), (error) => error)),
    },
    {
      method: "POST",
      path: /^\/v1\/privacy\/redaction_jobs\/([^/]+)\/(run|validate|cancel)$/,
      answer: ([id = "", deed = ""], _, now) =>
        job(id, (found) => {
          const { from, to } = deeds[deed as Deed];
          if (!from.includes(found.status))
            return invalid(`You cannot ${deed} a redaction job that is ${found.status}.`, null);
          Object.assign(found, { status: to, since: now.getTime(), errors: to === "validating" ? [] : found.errors });
          return ok(shownJob(found));
        }),
    },
  ];

  /** Redaction is there only for accounts in the preview, under a preview version of the API. */
  function open(asked: Asked): readonly Route[] {
    const version = String(asked.headers["stripe-version"] ?? "");
    return preview && version.endsWith(".preview") ? [...routes, ...jobRoutes] : routes;
  }

  async function carryOut(asked: Asked, now: Date): Promise<Answered> {
    const answered = await routed(open(asked), asked, now);
    if (typeof answered !== "string") return answered;
    return failed(404, `Unrecognized request URL (${asked.method}: ${asked.path}).`, { code: null });
  }

  /** A POST under a key that was used is not done again: its first answer comes, or an error for another request. */
  async function answer(asked: Asked, now: Date): Promise<Answered> {
    if (!isSecret(bearer(asked) || basic(asked).name, key)) return failed(401, "Invalid API Key provided.", {});
    const name = asked.method === "POST" ? asked.headers["idempotency-key"] : undefined;
    if (typeof name !== "string") return carryOut(asked, now);
    const what = digits(`${asked.path} ${asked.body.toString()}`, 64);
    const earlier = state.answered[name];
    if (earlier && earlier.until > now.getTime()) {
      if (earlier.asked === what) return { ...earlier.answered, headers: { "idempotent-replayed": "true" } };
      const message = "Keys for idempotent requests can only be used with the same parameters.";
      return { status: 400, body: { error: { type: "idempotency_error", message } } };
    }
    const answered = await carryOut(asked, now);
    state.answered[name] = { asked: what, answered: structuredClone(answered), until: now.getTime() + keysLive };
    return answered;
  }

  return {
    name: "stripe",
    label: "Stripe",
    answer,
    fill(people) {
      const holders = people.filter(({ ids }) => (ids.stripe ?? []).length > 0);
      const payment_methods = holders.flatMap(methodsFor);
      state = { customers: holders.map(customerFor), payment_methods, redaction_jobs: [], answered: {} };
    },
    state: () => state,
    restore: (kept) => void (state = kept as State),
    pass(now) {
      const problem = (id: string) => (openPayments.includes(id) ? "invalid_state" : null);
      for (const one of state.redaction_jobs)
        passTime(one, { now, takes, jobs: state.redaction_jobs, problem, redact });
    },
  };
}

function customerFor({ account, email, name }: Known): Customer {
  const id = customerId(account ?? email);
  return { email, name, account, id, created: opened, deleted: false, redacted: false };
}

function methodsFor({ ids, account, email }: Known): PaymentMethod[] {
  return (ids.stripe ?? []).map((shop_token) => {
    const mark = digits(shop_token, 24);
    const brand = Number.parseInt(mark.slice(0, 2), 16) % 2 === 0 ? "visa" : "mastercard";
    const last4 = String(Number.parseInt(mark.slice(0, 6), 16) % 10_000).padStart(4, "0");
    return { id: `pm_${mark}`, customer: customerId(account ?? email), brand, last4, shop_token };
  });
}

function search(customers: readonly Customer[], { query }: Asked): Customer[] {
  const email = query.get("email");
  return customers.filter((one) => !one.deleted && (email === null || one.email === email));
}

/** Cursor paging: `limit` 1 to 100, after the record `starting_after`. */
function page<T extends { id: string }>(asked: Asked, all: readonly T[], shown: (one: T) => object): Answered {
  const limit = Number(asked.query.get("limit") ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) return invalid("Invalid integer: limit", "limit");
  const after = asked.query.get("starting_after");
  const at = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && at === 0) return invalid(`No such object: ${after}`, "starting_after");
  const data = all.slice(at, at + limit).map(shown);
  return ok({ object: "list", url: asked.path, has_more: at + limit < all.length, data });
}

function correct(customer: Customer, asked: Asked): Answered {
  const fields = form(asked);
  if (customer.deleted || customer.redacted) return missing("customer", customer.id);
  for (const name of ["email", "name"] as const) if (fields.has(name)) customer[name] = fields.get(name) || null;
  return ok(shownCustomer(customer));
}

function shownCustomer({ id, email, name, account, created, deleted, redacted }: Customer): object {
  if (deleted) return { id, object: "customer", deleted: true };
  const metadata = account === null ? {} : { account };
  return { id, object: "customer", created, email, livemode: false, metadata, name, ...(redacted && { redaction: { status: "redacted" } }) }; // prettier-ignore
}

function shownMethod({ id, customer, brand, last4, shop_token }: PaymentMethod): object {
  return { id, object: "payment_method", card: { brand, last4 }, customer, metadata: { shop_token }, type: "card" };
}

function shownJob({ id, status, customers, validation_behavior, created }: RedactionJob): object {
  const objects = { customers };
  return { id, object: "privacy.redaction_job", created, livemode: false, objects, status, validation_behavior };
}

function errorsOf({ id, errors }: RedactionJob) {
  return errors.map(({ code, customer }, at) => ({
    id: `prverr_${digits(`${id} ${at}`, 16)}`,
    object: "privacy.redaction_job_validation_error",
    code,
    erroring_object: customer && { id: customer, object_type: "customer" },
    message: `The job could not be validated: ${code}.`,
  }));
}

const ok = (body: object): Answered => ({ status: 200, body });
const failed = (status: number, message: string, more: object): Answered => ({
  status,
  body: { error: { type: "invalid_request_error", message, ...more } },
});
const invalid = (message: string, param: string | null): Answered => failed(400, message, { param });
const missing = (what: string, id: string): Answered =>
  failed(404, `No such ${what}: '${id}'`, { code: "resource_missing", param: "id" });
