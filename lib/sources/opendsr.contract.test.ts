/** A processor by OpenDSR keeps the contract of a source: by the specification alone, and with an extension of its own. */
import { expect } from "vitest";
import { opendsrStandIn } from "../../demo/vendors/opendsr";
import { startVendors } from "../../demo/vendors/server";
import { jane, people } from "../../demo/vendors/vendors.fixture";
import { opendsrSource } from "./opendsr";
import { janeDoe, mappingOf, token } from "./opendsr/stage.fixture";
import { sourceContract, type Stage } from "./source.contract";
import { testTools } from "./tools.fixture";

type Held = { profiles: { email: string }[] };

const stage = (extension?: string) => async (): Promise<Stage> => {
  const partner = await opendsrStandIn({ token, doneAfter: 5_000 });
  const vendors = await startVendors({ port: 0, standIns: [partner], people, faults: false });
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead).toISOString();
  const secrets = { PARTNER_URL: vendors.url("opendsr"), PARTNER_TOKEN: token, PARTNER_ROOTS: partner.root };
  const source = opendsrSource("partner", mappingOf(extension ? { extension } : {}), testTools(secrets, now));
  const others = () => (vendors.state("opendsr") as Held).profiles.filter(({ email }) => email !== jane.email);
  return {
    source,
    person: janeDoe,
    // Nobody is unknown to a processor that cannot be searched, but for whom there is no id.
    stranger: { account: null, addresses: [], names: ["Jane Roe"], postcodes: [] },
    cutoffs: {},
    async digestOfOther() {
      expect(others().length).toBeGreaterThan(1);
      return JSON.stringify(others());
    },
    provided: { "partner-profile": ["controller_customer_id", "email", "interests", "segment"] },
    pauses: extension !== undefined,
    corrections: null,
    cannot: extension ? [] : ["rectify", "pause"],
    unfit: { stored: {}, allowed: {} },
    changeMeanwhile: async () => undefined,
    async pass(to) {
      const by = Math.max(0, Date.parse(to) - Date.parse(now()));
      ahead += by;
      vendors.advance(by);
    },
    async close() {
      await source.close();
      await vendors.stop();
    },
  };
};

sourceContract("opendsr", stage());
sourceContract("opendsr with an extension", stage("partner.example"));
