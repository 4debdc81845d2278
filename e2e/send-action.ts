import type { APIRequestContext, APIResponse } from "@playwright/test";
import { builtActions } from "./authorisation";

const { PORTAL_URL = "http://localhost:3000" } = process.env;

/** A path of `app` with its brackets filled. */
export const fill = (path: string, values: Record<string, string>): string =>
  path.replace(/\[(\w+)\]/g, (_, name: string) => values[name] ?? "missing");

/**
 * Sends a Server Action, named by its line in the authorisation table, as a browser without JavaScript does: to a page
 * that carries it, whose parameters `values` fills.
 */
export function sendAction(
  request: APIRequestContext,
  line: string,
  fields: Record<string, string>,
  values: Record<string, string> = {},
): Promise<APIResponse> {
  const action = builtActions().find((one) => one.line === line);
  if (!action) throw new Error(`no action ${line}`);
  return request.post(fill(action.page, values), {
    maxRedirects: 0,
    headers: { Origin: PORTAL_URL },
    multipart: { [`$ACTION_ID_${action.hash}`]: "", ...fields },
  });
}
