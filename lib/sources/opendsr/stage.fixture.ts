/** A processor on a real port and the source that reaches it, for tests: what is not given is a stand-in that behaves. */
import { onTestFinished } from "vitest";
import { opendsrStandIn, type OpendsrStandIn } from "../../../demo/vendors/opendsr";
import { startVendors, type Vendors } from "../../../demo/vendors/server";
import { people, jane } from "../../../demo/vendors/vendors.fixture";
import { opendsrSource as mappingSchema, type OpendsrSource } from "../../policy/kinds/opendsr";
import { opendsrSource } from "../opendsr";
import { SourceUnreachable, type Item, type Person, type Source, type SourceTools } from "../source";
import { testTools } from "../tools.fixture";

export const token = "a token that the partner gave us";

export const person = (email: string, account: string | null = null): Person => ({
  account,
  addresses: [{ email, proved: true, held: null }],
  names: [],
  postcodes: [],
});
export const janeDoe = person(jane.email, jane.account);

export const mappingOf = (more: Partial<OpendsrSource> = {}): OpendsrSource => ({
  ...mappingSchema.parse({
    kind: "opendsr",
    label: { en: "Partner", de: "Partner" },
    category: "partner-profile",
    recipient: "partner",
    address: "PARTNER_URL",
    token: "PARTNER_TOKEN",
    domain: "partner.example",
    trust: { roots: "PARTNER_ROOTS" },
    identities: [
      { type: "email", format: "sha256" },
      { type: "controller_customer_id", format: "raw" },
    ],
  }),
  ...more,
});

export type Stage = {
  vendors: Vendors;
  partner: OpendsrStandIn;
  source: Source;
  tools: SourceTools;
  mapping: OpendsrSource;
  /** Moves the portal's clock and the processor's. */
  later(milliseconds: number): void;
  /** The source anew over the same memory, as after a crash. */
  reopened(): Source;
};

type Options = {
  mapping?: Partial<OpendsrSource>;
  partner?: Partial<Parameters<typeof opendsrStandIn>[0]>;
  secrets?: Record<string, string>;
};

/** Sets the stage for one test; all of it ends with the test. */
export async function stage({ mapping: more, partner: options, secrets }: Options = {}): Promise<Stage> {
  const partner = opendsrStandIn({ token, doneAfter: null, ...options });
  const vendors = await startVendors({ port: 0, standIns: [partner], people, faults: true });
  onTestFinished(() => vendors.stop());
  let ahead = 0;
  const all = {
    PARTNER_URL: vendors.url("opendsr"),
    PARTNER_TOKEN: token,
    PARTNER_ROOTS: partner.root,
    APP_URL: "http://localhost:9",
    ...secrets,
  };
  const tools = testTools(all, () => new Date(Date.now() + ahead).toISOString());
  const mapping = mappingOf(more);
  return {
    vendors,
    partner,
    tools,
    mapping,
    source: opendsrSource("partner-dsr", mapping, tools),
    later(milliseconds) {
      ahead += milliseconds;
      vendors.advance(milliseconds);
    },
    reopened: () => opendsrSource("partner-dsr", mapping, tools),
  };
}

/** The list about a person, as the plan keeps it. */
export async function listOf(source: Source, about: Person): Promise<Item[]> {
  const { groups } = await source.locate(about, {});
  const items: Item[] = [];
  for (const group of groups) for await (const item of source.list(about, group)) items.push(item);
  return items;
}

/** Ids of the orders that the processor got, in the order in which they came. */
export const orderedAt = (vendors: Vendors): string[] =>
  vendors
    .log("opendsr")
    .filter(({ method }) => method === "POST")
    .map(({ body }) => (JSON.parse(body) as { subject_request_id: string }).subject_request_id);

/** What the processor holds. */
export const heldBy = (vendors: Vendors): string[] =>
  (vendors.state("opendsr") as { profiles: { email: string }[] }).profiles.map(({ email }) => email);

/** What the work fails with, which must be a source that gave no usable answer. */
export async function failure(work: Promise<unknown> | undefined): Promise<SourceUnreachable> {
  const error = await Promise.resolve(work).then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof SourceUnreachable)) throw new Error(`no such failure: ${String(error)}`);
  return error;
}
export const hour = 3_600_000;
