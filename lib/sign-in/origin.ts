/**
 * Where a writing request comes from. A browser names the origin of every POST; one that is missing, `null`, malformed
 * or foreign did not come from a page of the portal, so nothing is done (cross-site request forgery).
 */
export type OriginProblem = "missing" | "foreign";

/** What speaks against a writing request, or null. `appUrl` is the address at which people reach the portal. */
export function originProblem(headers: { get(name: string): string | null }, appUrl: string): OriginProblem | null {
  const origin = headers.get("origin");
  if (origin === null || origin === "") return "missing";
  // Compared as text: a browser writes an origin in exactly one way, and whatever differs is refused.
  if (origin !== new URL(appUrl).origin) return "foreign";
  const site = headers.get("sec-fetch-site");
  return site === null || site === "same-origin" ? null : "foreign";
}
