/**
 * Art. 18: when the reason of a pause is gone: the person took it back, the disputed data were checked, or the request was
 * refused. Whatever the person did not end themselves is announced first (Art. 18(3)).
 */
import { createTranslator } from "use-intl/core";
import { messagesFor } from "../../../i18n/messages";
import { system, type Actor, type Role } from "../../actor";
import { portalNow, type Tx } from "../../db";
import { loadRequest, type Loaded } from "../load";
import { note } from "../move";
import { announce } from "./lift";

/** The request ends before it was carried out, so its pauses end with it: whoever set them no longer wants them. */
export async function takeBackPauses(tx: Tx, request: string, by: { who: Actor; as: Role }): Promise<void> {
  const now = await portalNow(tx);
  const open = await tx.restriction.findMany({ where: { request, liftedAt: null }, select: { id: true } });
  await tx.restriction.updateMany({ where: { request, liftedAt: null }, data: { liftedAt: now } });
  for (const { id: restriction } of open)
    await note(tx, request, "lifted", by.who, { as: by.as, data: { restriction } });
}

/** The request by which the data of a correction were paused; null when that was not wished. */
export async function disputed(tx: Tx, { submissionId, right }: Loaded): Promise<string | null> {
  if (right !== "rectification") return null;
  const where = { submissionId, right: "restriction", choice: { path: ["ground"], equals: "18(1)(a)" } };
  return (await tx.request.findFirst({ where, select: { id: true } }))?.id ?? null;
}

/** The person takes their correction back: they no longer dispute the data, so what was paused with it will end. */
export async function takeBackDispute(tx: Tx, request: Loaded, who: Actor): Promise<void> {
  const paused = await disputed(tx, request);
  if (paused !== null) await announce(tx, who, await loadRequest(tx, paused), null);
}

/** A correction was answered, or ended before: what was paused with it, because it was disputed, will end. */
export async function endDispute(
  tx: Tx,
  request: Loaded,
  who = system,
  why: "checked" | "given-up" = "checked",
): Promise<void> {
  const paused = await disputed(tx, request);
  if (paused === null) return;
  const { language } = request;
  const t = createTranslator({ locale: language, messages: messagesFor(language), namespace: "letters.lifting" });
  const say = t as unknown as (key: string) => string;
  await announce(tx, who, await loadRequest(tx, paused), { reason: say(why), after: say("checked-after") });
}
