import { join } from "node:path";
import type { Postgres } from "../postgres/launcher";
import { mailboxAddress, vendorAddresses, zendeskUser } from "../vendors/all";
import { sharedSecrets } from "../vendors/secrets";
import { root } from "./options";
import type { Secrets } from "./secrets";

/** Where the demo's parts answer. */
export type Addresses = {
  portal: string;
  inbox: string;
  issuer: string;
  vendors: string;
  smtp: string;
  port: number;
  /** Of the support mailbox: not among the four that are promised. */
  imapPort: number;
  /** Of the company that takes data over; likewise. */
  receiverPort: number;
};

export type PortalEnvironment = Record<string, string>;

/** The addresses of a demo whose portal listens on `port`; mail servers take what is free. */
export function addressesOf(port: number, free: { smtp: number; imap: number; receiver: number }): Addresses {
  return {
    port,
    imapPort: free.imap,
    receiverPort: free.receiver,
    portal: `http://localhost:${port}`,
    inbox: `http://localhost:${port + 1}`,
    issuer: `http://localhost:${port + 2}`,
    vendors: `http://localhost:${port + 3}`,
    smtp: `smtp://localhost:${free.smtp}`,
  };
}

export const clientId = "rightful-portal";

type Parts = {
  role: "web" | "worker";
  dataDir: string;
  secrets: Secrets;
  postgres: Postgres;
  shopUrl: string;
  addresses: Addresses;
};

/** The environment of web, worker and command line, exactly as `lib/env.ts` reads it. */
export function portalEnvironment({ role, dataDir, secrets, postgres, shopUrl, addresses }: Parts): PortalEnvironment {
  const password = role === "web" ? secrets.webPassword : secrets.workerPassword;
  return {
    DATABASE_URL: postgres.url("rightful", { name: `rightful_${role}`, password }),
    SHOP_DATABASE_URL: shopUrl,
    SMTP_URL: addresses.smtp,
    MAIL_FROM: "privacy@klangwerk.example",
    APP_URL: addresses.portal,
    FILES_DIR: join(dataDir, "files"),
    MASTER_KEY: secrets.masterKey,
    SUPPRESSION_KEY: secrets.suppressionKey,
    SHOP_LIST_KEY: secrets.SHOP_LIST_KEY,
    NEXTAUTH_SECRET: secrets.signInSecret,
    OIDC_ISSUER: addresses.issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: secrets.clientSecret,
    PORT: String(addresses.port),
    REGISTRY_TOKEN: secrets.registryToken,
    POLICY_FILE: process.env.POLICY_FILE ?? join(root, "policy.yaml"),
    RIGHTFUL_DEMO: "1",
    ...vendorAddresses(addresses.vendors),
    PRIVATE_HOSTS: new URL(addresses.vendors).host,
    TRANSFER_DEMO_HOSTS: `localhost:${addresses.receiverPort}`,
    TRANSFER_DEMO_ROOTS: secrets.RECEIVER_ROOTS,
    ...sharedSecrets(secrets),
    ZENDESK_USER: zendeskUser,
    ...mailboxAddress(addresses.imapPort),
    WEB_LOGS_DIR: webLogsIn(dataDir),
    // Who shows pages must not be able to sign.
    ...(role === "worker" && { LOG_KEY: secrets.LOG_KEY }),
  };
}

/** Where the shop's web server writes its logs. */
export const webLogsIn = (dataDir: string): string => join(dataDir, "web-logs");
