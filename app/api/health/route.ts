import { health } from "../../../lib/server/health";
import { noStore, openRoute } from "../../../lib/sign-in/secure-route";

/**
 * For monitors: 200 while the portal can take requests, 503 when its database is gone. A silent worker or mail server
 * loses nothing, so it says `ok: false` with 200: a load balancer must not take the portal away for it.
 */
export const GET = openRoute("GET /api/health", async () => {
  const now = await health();
  return Response.json(now, { status: now.database === "ok" ? 200 : 503, headers: noStore });
});
