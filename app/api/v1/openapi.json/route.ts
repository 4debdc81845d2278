import { openRoute } from "../../../../lib/sign-in/secure-route";
import { openApi } from "../../../../lib/steps/registry/open-api";

/** The description of the registry's interface: the same for everybody, and nothing about anybody. */
export const GET = openRoute("GET /api/v1/openapi.json", async () =>
  Response.json(openApi(), { headers: { "Cache-Control": "public, max-age=3600" } }),
);
