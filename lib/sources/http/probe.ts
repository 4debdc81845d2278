/** Whether a system can be reached with what the portal has: reads nothing about anybody and changes nothing. */
import type { HttpSource } from "../../policy/kinds/http";
import { SourceUnreachable, type Trouble } from "../source";
import type { Calls } from "./calls";

const sentences: Record<Trouble, string> = {
  unreachable: "The system cannot be reached.",
  timeout: "The system does not answer in time.",
  throttled: "The system is asked too often at the moment.",
  "refused-credentials": "The system refuses the credentials.",
  forbidden: "The credentials have not the rights that are needed.",
  "unexpected-answer": "The system answers otherwise than the policy says.",
  "unknown-outcome": "The system gave no answer.",
};

/** Sentences about reach and credentials; empty when all is well. */
export async function probed(calls: Calls, { probe }: Pick<HttpSource, "probe">): Promise<string[]> {
  try {
    await calls.authorise();
    if (!probe) return [];
    const { status } = await calls.reading({ method: "GET", headers: {}, ...probe }, {});
    if (status === 403) return [sentences.forbidden];
    return status >= 200 && status <= 299 ? [] : [`${sentences["unexpected-answer"]} (${status})`];
  } catch (error) {
    if (error instanceof SourceUnreachable) return [sentences[error.trouble]];
    throw error;
  }
}
