import { mayUse, registryQuestions } from "../../../lib/steps/may-use";
import { noStore, systemRoute } from "../../../lib/sign-in/secure-route";

/** Other systems ask here before they use somebody's data (docs/registry.md). Personal data travel in the body alone. */
export const POST = systemRoute("POST /api/registry", "REGISTRY_TOKEN", async (request) => {
  const asked = registryQuestions.safeParse(await request.json().catch(() => null));
  if (asked.success) return Response.json({ answers: await mayUse(asked.data.questions) }, { headers: noStore });
  // Where it is wrong, never what was sent.
  const problems = asked.error.issues.map(({ path, message }) => ({ at: path.join("."), message }));
  return Response.json({ problems }, { status: 400, headers: noStore });
});
