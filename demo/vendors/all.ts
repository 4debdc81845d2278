/** The vendors of the demo, and the secrets by which they know the portal. */
import { googleAnalytics } from "./google-analytics";
import { hotjar } from "./hotjar";
import { mailchimp } from "./mailchimp";
import { optimizely } from "./optimizely";
import type { StandIn } from "./stand-in";
import { stripe } from "./stripe";
import { zendesk } from "./zendesk";

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
] as const;
export type VendorSecrets = Record<(typeof vendorSecrets)[number], string>;

/** Whom the portal is to Zendesk. */
export const zendeskUser = "privacy@klangwerk.example";

/** Jobs that take a vendor hours take this long in the demo, so that one sees them end. */
const quick = 60_000;

/** All stand-ins of the demo. */
export const allStandIns = (secret: VendorSecrets): StandIn[] => [
  mailchimp({ key: secret.MAILCHIMP_KEY }),
  hotjar({ clientId: secret.HOTJAR_CLIENT_ID, clientSecret: secret.HOTJAR_CLIENT_SECRET }),
  optimizely({ token: secret.OPTIMIZELY_TOKEN, takes: quick }),
  googleAnalytics({
    clientId: secret.GOOGLE_ANALYTICS_CLIENT_ID,
    clientSecret: secret.GOOGLE_ANALYTICS_CLIENT_SECRET,
    refreshToken: secret.GOOGLE_ANALYTICS_REFRESH_TOKEN,
  }),
  stripe({ key: secret.STRIPE_KEY, takes: quick / 10 }),
  zendesk({ user: zendeskUser, token: secret.ZENDESK_TOKEN, jobSeconds: quick / 3_000, removalSeconds: quick / 1_000 }),
];

/** By environment variable, where the portal finds each vendor: what comes before the paths that the vendor documents. */
export const vendorAddresses = (vendors: string): Record<string, string> => ({
  MAILCHIMP_URL: `${vendors}/mailchimp/3.0`,
  HOTJAR_URL: `${vendors}/hotjar/v1`,
  OPTIMIZELY_URL: `${vendors}/optimizely/v2`,
  GOOGLE_ANALYTICS_URL: `${vendors}/google-analytics`,
  GOOGLE_TOKEN_URL: `${vendors}/google-analytics/token`,
  STRIPE_URL: `${vendors}/stripe`,
  ZENDESK_URL: `${vendors}/zendesk`,
});
