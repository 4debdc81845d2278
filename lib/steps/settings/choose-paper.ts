/**
 * Art. 12(1): letters on paper, beside the portal. Where they go decides who reads them: only somebody who has just proved
 * who they are may say it, and the address that they sign in with is told.
 */
import { randomUUID } from "node:crypto";
import { isFresh, type Actor } from "../../actor";
import { policy } from "../../company";
import { lookAs, transactionAs } from "../../db";
import { settingsMail } from "../../letters/settings-mail";
import { messageIdFor, queueMail } from "../../mail/outbox";
import { done, no, yes, type Result } from "../../result";
import { ownSight } from "../../sight";
import { appUrl } from "../answer/send-letter";
import { keep } from "./keep";

/** Lines of a name and address, and characters of one. */
const [fewest, most, longest] = [2, 7, 100];

type Refused = "not-fresh" | "address-unfit";

/** `address`: one line each, null to end it. The same again changes nothing and tells nobody. */
export async function choosePaper(who: Actor, address: string | null): Promise<Result<Refused>> {
  if (!isFresh(who, policy().release.freshMinutes)) return no("not-fresh");
  const fit = address === null ? yes(null) : linesOf(address);
  if (!fit.ok) return fit;
  const paper = fit.value;
  await transactionAs(ownSight(who), async (tx) => {
    if (!(await keep(tx, who, { paper })) || who.email === null) return;
    const key = randomUUID();
    const { name, dataProtectionOfficer } = policy().controller;
    const said = { controller: name, contact: dataProtectionOfficer, pageUrl: `${appUrl()}/my/settings` };
    // A mail of no request is the door's to write.
    await lookAs(tx, { role: "door", key: messageIdFor(null, "settings", key) });
    await queueMail(tx, {
      request: null,
      kind: "settings",
      key,
      language: who.language,
      to: { name: "", address: who.email },
      ...settingsMail(who.language, paper === null ? "ended" : "chosen", said),
    });
  });
  return done;
}

function linesOf(address: string): Result<"address-unfit", string> {
  const lines = address
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const plain = lines.every((line) => line.length <= longest && !/[\p{Cc}\p{Cf}\p{Co}]/u.test(line));
  const fits = plain && lines.length >= fewest && lines.length <= most;
  return fits ? yes(lines.join("\n")) : no("address-unfit");
}
