/** Art. 12(1), 32: where a mail goes that says that something waits: to the address that the person chose, once its time has come. */
import { portalNow, type Tx } from "../../db";
import type { Contact } from "../load";

/** Null where no address was proved. Whatever warns of a request goes to others than this (`lib/steps/ask/stop-notice`). */
export async function noticeAddress(tx: Tx, { email, answers }: Contact): Promise<string | null> {
  if (email === null || !answers) return email;
  return answers.from <= (await portalNow(tx)).toISOString() ? answers.email : email;
}
