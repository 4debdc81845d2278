import type { APIRequestContext, APIResponse } from "@playwright/test";
import { builtActions } from "./authorisation";

const { PORTAL_URL = "http://localhost:3000" } = process.env;

/** A path of `app` with its brackets filled. */
export const fill = (path: string, values: Record<string, string>): string =>
  path.replace(/\[(\w+)\]/g, (_, name: string) => values[name] ?? "missing");

type Sent = {
  fields: Record<string, string>;
  /** What stands in the brackets of the page's path. */
  values?: Record<string, string>;
  /** Where the portal answers; another process than the one in `PORTAL_URL` has to be named. */
  portal?: string;
};

/**
 * Sends a Server Action, named by its line in the authorisation table, as a browser without JavaScript does: to a page
 * that carries it.
 */
export function sendAction(
  request: APIRequestContext,
  line: string,
  { fields, values = {}, portal = PORTAL_URL }: Sent,
): Promise<APIResponse> {
  const action = builtActions().find((one) => one.line === line);
  if (!action) throw new Error(`no action ${line}`);
  return request.post(portal + fill(action.page, values), {
    maxRedirects: 0,
    headers: { Origin: PORTAL_URL },
    multipart: { [`$ACTION_ID_${action.hash}`]: "", ...fields },
  });
}
