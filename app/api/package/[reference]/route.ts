/** The copy, to the session that passed the gate. POST opens the gate and counts; GET and HEAD only read. */
import { secureRoute } from "../../../../lib/sign-in/secure-route";
import { openGate } from "../../../../lib/steps/ask/release";
import { answer, goTo, nothing } from "./answer";

type Params = { reference: string };

export const POST = secureRoute<Params>("POST /api/package/[reference]", async (who, _request, { reference }) => {
  const opened = await openGate(who, reference);
  if (opened.ok) return goTo(`/api/package/${reference}`);
  return opened.reason === "not-found" ? nothing() : goTo(`/my/requests/${reference}?download=${opened.reason}`);
});

export const GET = secureRoute<Params>("GET /api/package/[reference]", (who, request, { reference }) =>
  answer(who, request, reference),
);
