import { apiRoute, placesOf, unfit } from "../../../../../lib/sign-in/api-route";
import { noStore } from "../../../../../lib/sign-in/secure-route";
import { mayUse, registryQuestions } from "../../../../../lib/steps/may-use";
import { answers } from "../../../../../lib/steps/registry/contract";

/** Other systems ask here before they use somebody's data (docs/registry.md). Personal data travel in the body alone. */
export const POST = apiRoute("POST /api/v1/uses/check", async (request) => {
  const asked = registryQuestions.safeParse(await request.json().catch(() => null));
  if (!asked.success) return unfit("The questions are not right", placesOf(asked.error));
  const answer = answers.parse({ answers: await mayUse(asked.data.questions) });
  return Response.json(answer, { headers: noStore });
});
