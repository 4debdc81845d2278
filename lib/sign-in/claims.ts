/** What the customer account's server says about the person who just signed in (OpenID Connect Core 2, 5.1). */
import * as z from "zod";
import { closest } from "../../i18n/language";
import type { Language } from "../gdpr/language";
import type { Role } from "../actor";

const staffRoles = ["reviewer", "dpo", "legal", "operator"] as const satisfies readonly Role[];
export type StaffRole = (typeof staffRoles)[number];

export type Arrival = {
  iss: string;
  sub: string;
  account: string | null;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  language: Language | null;
  roles: StaffRole[];
  acr: string | null;
  amr: string[];
  /** Seconds since the person proved who they are; a server that does not say makes it old, never fresh. */
  age: number;
};

const standard = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(false),
  name: z.string().max(200).optional().catch(undefined),
  locale: z.string().optional().catch(undefined),
  auth_time: z.number().optional().catch(undefined),
  acr: z.string().max(200).optional().catch(undefined),
  amr: z.array(z.string().max(50)).max(20).optional().catch(undefined),
});
const account = z
  .union([z.string().min(1).max(200), z.number().int().transform(String)])
  .nullable()
  .catch(null);
const roles = z.array(z.string()).catch([]);
const unknownAge = 10 * 365 * 24 * 3600;

/**
 * Reads the claims of a verified ID token. `names` are the policy's names for the shop's account id and the roles;
 * `now` is this machine's clock, as the token's is the server's. Throws when `iss` or `sub` is missing.
 */
export function readClaims(
  claims: Record<string, unknown>,
  names: { accountClaim: string; rolesClaim: string },
  now: Date = new Date(),
): Arrival {
  const said = standard.parse(claims);
  const granted: readonly string[] = roles.parse(claims[names.rolesClaim]);
  return {
    iss: said.iss,
    sub: said.sub,
    account: account.parse(claims[names.accountClaim]),
    email: said.email?.trim().toLowerCase() ?? null,
    emailVerified: said.email_verified ?? false,
    name: said.name?.trim() || null,
    language: closest(said.locale ?? ""),
    roles: staffRoles.filter((role) => granted.includes(role)),
    acr: said.acr ?? null,
    amr: said.amr ?? [],
    // A clock ahead of ours must not make a proof younger than now.
    age: said.auth_time === undefined ? unknownAge : Math.max(0, now.getTime() / 1000 - said.auth_time),
  };
}

// RFC 8176: what a method shows that one knows, has or is.
const kinds = new Map<string, "knows" | "has" | "is">([
  ...(["pwd", "pin", "kba"] as const).map((method) => [method, "knows"] as const),
  ...(["otp", "sms", "tel", "sc", "hwk", "swk", "pop"] as const).map((method) => [method, "has"] as const),
  ...(["face", "fpt", "iris", "retina", "vbm"] as const).map((method) => [method, "is"] as const),
]);
const strongAcr = ["phr", "phrh", "https://refeds.org/profile/mfa"];

/** Whether the sign-in used a second factor: the server says so (RFC 8176 `mfa`) or names two of different kinds. */
export function usedSecondFactor({ acr, amr }: Pick<Arrival, "acr" | "amr">): boolean {
  if (amr.includes("mfa") || (acr !== null && strongAcr.includes(acr))) return true;
  return new Set(amr.map((method) => kinds.get(method)).filter(Boolean)).size >= 2;
}
