/**
 * Where a person goes after signing in: a path of the portal, nothing else. An address of another site would make the
 * sign-in page a way to send people anywhere (open redirect).
 */

/** The first page of a person who named none. */
export const firstPage = "/my";

/**
 * Gives `to` back when it is a plain path of this site, else `otherwise`. Refused: other sites, `//host`, back slashes
 * and their encodings, control characters, user info, dot segments, and the doors themselves (a loop).
 */
export function returnPath(to: unknown, otherwise: string = firstPage): string {
  if (typeof to !== "string" || to.length > 512) return otherwise;
  // Only characters of a path and a query as the portal itself writes them; "%" only before plain visible ASCII.
  if (!/^\/(?!\/)[A-Za-z0-9\-_.~/?=&%+]*$/.test(to)) return otherwise;
  if (/%(?![2-7][0-9a-f])|%2[ef5]|%5c|%7f|\/\/|(^|\/)\.{1,2}(\/|\?|$)/i.test(to)) return otherwise;
  const url = new URL(to, "http://portal.invalid");
  if (url.origin !== "http://portal.invalid" || url.pathname + url.search !== to) return otherwise;
  return /^\/(sign-in|api)(\/|\?|$)/.test(to) ? otherwise : to;
}
