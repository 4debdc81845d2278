/** The Content-Security-Policy of every page (CSP level 3): only our own scripts, by nonce; no frame, no foreign form. */

export type PolicyInput = { issuer: string | undefined; appUrl: string | undefined; development: boolean };

/** The header's value. `nonce` is base64 and new for each page. */
export function contentSecurityPolicy(nonce: string, { issuer, appUrl, development }: PolicyInput): string {
  // The sign-in form answers with a redirect to the issuer, and browsers hold redirects to `form-action` too.
  const forms = ["'self'", ...(issuer && URL.canParse(issuer) ? [new URL(issuer).origin] : [])];
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${forms.join(" ")}`,
    "frame-ancestors 'none'",
    ...(appUrl?.startsWith("https://") ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
