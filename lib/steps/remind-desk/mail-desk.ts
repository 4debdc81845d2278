/** Who at the desk is written to: functions of the company that the policy names, in the language of its country. */
import { policy } from "../../company";
import type { Tx } from "../../db";
import { wake } from "../../jobs/wake";
import type { Language } from "../../letters/letter";
import { queueMail } from "../../mail/outbox";

type Frame = { controller: string; url: string };
type Worded<About> = (
  language: Language,
  about: About,
  frame: Frame,
) => { subject: string; text: string; html: string };

/** Queues one mail to each of `to`; none when there is nothing to tell, and none twice under the same key. */
export async function mailDesk<About>(
  tx: Tx,
  key: string,
  about: readonly About[],
  worded: Worded<readonly About[]>,
  to: readonly string[] = everyone(),
): Promise<void> {
  if (about.length === 0) return;
  const { controller } = policy();
  const language = controller.country === "DE" ? "de" : "en";
  const url = new URL("/desk", process.env.APP_URL ?? "http://localhost").href;
  for (const address of new Set(to)) {
    const mail = {
      request: null,
      kind: "desk",
      language,
      key: `${key} to ${address}`,
      to: { name: "", address },
    } as const;
    const { id } = await queueMail(tx, { ...mail, ...worded(language, about, { controller: controller.name, url }) });
    await wake(tx, "mail", id);
  }
}

/** The desk, and the officer, who hears of everything that comes due (Art. 38(1)). */
function everyone(): string[] {
  const { alarms, controller } = policy();
  return alarms ? [alarms.desk, controller.dataProtectionOfficer] : [];
}
