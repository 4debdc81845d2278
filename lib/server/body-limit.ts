/**
 * How much may be sent to a page. Next knows one limit for all of them and holds what it reads in memory; here only pages with a
 * field for files take as much as that, and what is too long is answered before a byte of it is read. Handlers below /api have
 * limits of their own.
 */
import { mostFileBytes } from "../gdpr/attached";

/** As in `next.config.js`: files, and the words of the form beside them. */
export const fileBodyLimit = mostFileBytes + 1_000_000;
const bodyLimit = 1_000_000;
const takeFiles = ["/desk/intake", "/task"];

type Asked = { method?: string | undefined; url?: string | undefined; headers: Record<string, unknown> };

/** The status to refuse with: 413 for too much, 411 where nobody says how much it is; null where it may come in. */
export function bodyRefused({ method = "", url = "", headers }: Asked): 411 | 413 | null {
  const path = url.split("?", 1)[0] ?? "";
  if (method !== "POST" || path.startsWith("/api/")) return null;
  if (headers["transfer-encoding"] !== undefined) return 411;
  const most = takeFiles.includes(path) ? fileBodyLimit : bodyLimit;
  return Number(headers["content-length"] ?? 0) > most ? 413 : null;
}
