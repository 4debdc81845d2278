/** The vendors of the demo, and where the portal finds them. */
import { googleAnalytics } from "./google-analytics";
import { hotjar } from "./hotjar";
import { mailboxUser } from "./imap";
import { mailchimp } from "./mailchimp";
import { opendsrStandIn } from "./opendsr";
import { optimizely } from "./optimizely";
import { surveyDomain, surveySigner, type VendorSecrets } from "./secrets";
import type { StandIn } from "./stand-in";
import { stripe } from "./stripe";
import { zendesk } from "./zendesk";

/** Whom the portal is to Zendesk. */
export const zendeskUser = "privacy@klangwerk.example";

/** Jobs that take a vendor hours take this long in the demo, so that one sees them end. */
const quick = 60_000;

/** All stand-ins of the demo that are asked by HTTP. */
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
  opendsrStandIn({
    name: "survey-service",
    label: "Stimmbild (survey invitations)",
    domain: surveyDomain,
    token: secret.SURVEY_SERVICE_TOKEN,
    keys: surveySigner(secret),
    doneAfter: quick / 30,
  }),
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
  SURVEY_SERVICE_URL: `${vendors}/survey-service`,
});

/** The same of the support mailbox, which speaks IMAP on a port of its own. */
export const mailboxAddress = (port: number): Record<string, string> => ({
  MAILBOX_HOST: "127.0.0.1",
  MAILBOX_PORT: String(port),
  MAILBOX_USER: mailboxUser,
});
