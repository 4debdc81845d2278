import { fileAnswer } from "../../../../lib/sign-in/file-answer";
import { secureRoute } from "../../../../lib/sign-in/secure-route";
import { fetchFile } from "../../../../lib/steps/file/fetch";

type Params = { file: string };

/** Hands a file that came with a request to the desk; each time is recorded. Foreign and unknown are the same 404. */
export const POST = secureRoute<Params>("POST /api/file/[file]", (who, _request, { file }) =>
  fileAnswer(file, (id) => fetchFile(who, id)),
);
