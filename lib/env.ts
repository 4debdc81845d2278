/**
 * What the portal is told by its environment. Parsed once at start: a missing, default or weak value stops the
 * process with its name and purpose.
 */
import * as z from "zod";

const key32 = (purpose: string) =>
  z.string(purpose).refine((text) => {
    const bytes = Buffer.from(text, "base64");
    return bytes.length === 32 && new Set(bytes).size > 8;
  }, `${purpose}: 32 random bytes in base64 (openssl rand -base64 32)`);

const schema = z.object({
  DATABASE_URL: z.url("connection string of the portal's PostgreSQL, with the role of this process"),
  SMTP_URL: z.url("mail server, smtp://host:port or smtps://user:password@host"),
  MAIL_FROM: z.email("address that the portal's mail comes from"),
  APP_URL: z.url("address at which people reach the portal, e.g. https://privacy.example.com"),
  FILES_DIR: z.string("folder for encrypted packages, outside the program").min(1),
  MASTER_KEY: key32("wraps the key of every request"),
  SUPPRESSION_KEY: key32("keyed hash of do-not-contact entries"),
  NEXTAUTH_SECRET: z
    .string("secret of the sign-in cookies")
    .min(32, "secret of the sign-in cookies: at least 32 characters"),
  OIDC_ISSUER: z.url("issuer of the customer accounts"),
  OIDC_CLIENT_ID: z.string("client id at the issuer").min(1),
  OIDC_CLIENT_SECRET: z
    .string("client secret at the issuer")
    .min(16, "client secret at the issuer: at least 16 characters"),
  REGISTRY_TOKEN: z
    .string()
    .min(32, "token by which other systems ask the registry of stopped uses: at least 32 characters")
    .optional(),
  PRIVATE_HOSTS: z.string().optional(),
  TRANSFER_DEMO_HOSTS: z.string().optional(),
  TRANSFER_DEMO_ROOTS: z.string().optional(),
  MESSAGES_DIR: z.string().optional(),
  POLICY_FILE: z.string().default("policy.yaml"),
  PORT: z.coerce.number().int().default(3000),
  RIGHTFUL_DEMO: z.enum(["1"]).optional(),
});

export type Env = z.output<typeof schema>;

/** What is wrong with an environment, one sentence each; the values themselves are never repeated. */
export function environmentProblems(source: Record<string, string | undefined>): string[] {
  const parsed = schema.safeParse(source);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} is missing or unusable: ${issue.message}.`);
  if (!parsed.success) return problems;
  const env = parsed.data;
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(new URL(env.APP_URL).hostname);
  if (!local && !env.APP_URL.startsWith("https://")) problems.push("APP_URL must be https outside this machine.");
  if (/change|secret|default|example|password/i.test(env.NEXTAUTH_SECRET))
    problems.push("NEXTAUTH_SECRET looks like a default: draw a random one.");
  if (env.RIGHTFUL_DEMO !== "1" && (env.TRANSFER_DEMO_HOSTS || env.TRANSFER_DEMO_ROOTS))
    problems.push(
      "TRANSFER_DEMO_HOSTS and TRANSFER_DEMO_ROOTS send people's data to this machine: only a demo has them.",
    );
  if (env.MASTER_KEY === env.SUPPRESSION_KEY) problems.push("MASTER_KEY and SUPPRESSION_KEY must differ.");
  return problems;
}

let parsed: Env | undefined;

/** The environment of this process. Throws with every problem at once. */
export function env(): Env {
  if (parsed) return parsed;
  const problems = environmentProblems(process.env);
  if (problems.length > 0)
    throw new Error(`The portal cannot start:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
  parsed = schema.parse(process.env);
  return parsed;
}
