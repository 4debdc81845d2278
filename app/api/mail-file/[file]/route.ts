import { fileAnswer } from "../../../../lib/sign-in/file-answer";
import { secureRoute } from "../../../../lib/sign-in/secure-route";
import { fetchMailFile } from "../../../../lib/steps/inbound/look";

type Params = { file: string };

/** Hands an attachment of a mail that may be a request to the desk; each time is recorded. Foreign and unknown are the same 404. */
export const POST = secureRoute<Params>("POST /api/mail-file/[file]", (who, _request, { file }) =>
  fileAnswer(file, (id) => fetchMailFile(who, id)),
);
