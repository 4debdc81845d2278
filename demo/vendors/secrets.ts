/** What the vendors of the demo and the portal know each other by, and what a vendor keeps to itself. */
import { randomBytes } from "node:crypto";
import { keysFor, signing, type Signer } from "./opendsr-keys";

/** Names of the secrets, drawn once for each demo: the portal and the vendors are given the same. */
export const vendorSecrets = [
  "MAILCHIMP_KEY",
  "HOTJAR_CLIENT_ID",
  "HOTJAR_CLIENT_SECRET",
  "OPTIMIZELY_TOKEN",
  "GOOGLE_ANALYTICS_CLIENT_ID",
  "GOOGLE_ANALYTICS_CLIENT_SECRET",
  "GOOGLE_ANALYTICS_REFRESH_TOKEN",
  "STRIPE_KEY",
  "ZENDESK_TOKEN",
  "MAILBOX_PASSWORD",
  "SURVEY_SERVICE_TOKEN",
] as const;

/** The service for survey invitations signs its answers: the portal is given the root of its certificate, nothing else. */
export const vendorKeys = ["SURVEY_SERVICE_ROOTS", "SURVEY_SERVICE_CHAIN", "SURVEY_SERVICE_KEY"] as const;

/** The company that takes data over answers with TLS: the demo's portal is given the root of its certificate. */
export const receiverKeys = ["RECEIVER_ROOTS", "RECEIVER_CHAIN", "RECEIVER_KEY"] as const;

type Name = (typeof vendorSecrets)[number] | (typeof vendorKeys)[number] | (typeof receiverKeys)[number];
export type VendorSecrets = Record<Name, string>;
export const vendorSecretNames: readonly Name[] = [...vendorSecrets, ...vendorKeys, ...receiverKeys];

/** The domain for which the service's certificate is made out; `domain` in policy.yaml. */
export const surveyDomain = "dsr.stimmbild.example";

export function drawVendorSecrets(): VendorSecrets {
  const drawn = Object.fromEntries(vendorSecrets.map((name) => [name, randomBytes(32).toString("hex")]));
  // Whoever plays with the demo moves its clock by years, and its history begins some months ago.
  const { root, chain, key } = keysFor(surveyDomain, { from: -400, days: 36_500 });
  const keys = { SURVEY_SERVICE_ROOTS: root, SURVEY_SERVICE_CHAIN: chain, SURVEY_SERVICE_KEY: key };
  const own = keysFor("localhost", { from: -400, days: 36_500 });
  const tls = { RECEIVER_ROOTS: own.root, RECEIVER_CHAIN: own.chain, RECEIVER_KEY: own.key };
  return { ...drawn, ...keys, ...tls } as VendorSecrets;
}

/** What of it the portal is given. */
export const sharedSecrets = (secrets: VendorSecrets): Record<string, string> =>
  Object.fromEntries([...vendorSecrets, vendorKeys[0]].map((name) => [name, secrets[name]]));

export const surveySigner = (secrets: VendorSecrets): Signer =>
  signing({ root: secrets.SURVEY_SERVICE_ROOTS, chain: secrets.SURVEY_SERVICE_CHAIN, key: secrets.SURVEY_SERVICE_KEY });
