/** Art. 12(2), (3): who waits for a system of ours that has not answered for a day is told, once for each such wait. */
import { db, portalNow } from "../../db";
import { messageIdFor } from "../../mail/outbox";
import type { Loaded } from "../load";
import { tellNews } from "./tell";

/** Milliseconds: shorter silences end by themselves before anybody reads a mail about them. */
const patience = 86_400_000;

/** For a request that waits for a source already, each time it was asked in vain. */
export async function tellWaiting(request: Loaded): Promise<void> {
  const { id } = request;
  const since = await db().event.findFirst({
    where: { request: id, fact: "waits" },
    orderBy: { seq: "desc" },
    select: { seq: true, at: true },
  });
  if (!since || (await portalNow()).getTime() < since.at.getTime() + patience) return;
  const key = `waits ${since.seq}`;
  if ((await db().mail.count({ where: { messageId: messageIdFor(id, "news", key) } })) > 0) return;
  await db().$transaction((tx) => tellNews(tx, request, "waits", { key }));
}
