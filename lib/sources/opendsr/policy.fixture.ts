/** The policy of the model company with a partner that is reached by OpenDSR, as a file for one test. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const partner = `
  partner-dsr:
    kind: opendsr
    label: { en: Partner, de: Partner }
    category: analytics-hotjar
    recipient: hotjar
    address: PARTNER_URL
    token: PARTNER_TOKEN
    domain: partner.example
    trust: { roots: PARTNER_ROOTS }
    identities:
      - { type: email, format: sha256 }
      - { type: controller_customer_id, format: raw }
    askEvery: 60
`;

/** The path of the file, made from that of `base`. The partner's category is one that a person works on by hand elsewhere. */
export function policyWithPartner(base: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "rightful-policy-")), "policy.yaml");
  writeFileSync(file, readFileSync(base, "utf8").trimEnd() + partner);
  return file;
}
