import { apiRoute, placesOf, unfit } from "../../../../lib/sign-in/api-route";
import { noStore } from "../../../../lib/sign-in/secure-route";
import { links, linksAsked } from "../../../../lib/steps/registry/contract";
import { unsubscribeLinks } from "../../../../lib/steps/registry/unsubscribe-links";

/** Gives a system that mails people the headers of RFC 8058 for each of them. Nothing of the list is kept. */
export const POST = apiRoute("POST /api/v1/unsubscribe-links", async (request) => {
  const asked = linksAsked.safeParse(await request.json().catch(() => null));
  if (!asked.success) return unfit("The question is not right", placesOf(asked.error));
  const made = unsubscribeLinks(asked.data);
  if (!made.ok) return unfit("The question is not right", made.at);
  return Response.json(links.parse({ links: made.value }), { headers: noStore });
});
