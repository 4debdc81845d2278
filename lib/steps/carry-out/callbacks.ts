/** OpenDSR 2.0, 8.5: orders that moved are asked about now, not when it was agreed; each message once. */
import { sourceTools } from "../../company";
import { db, portalNow } from "../../db";
import { askSooner } from "../../sources/opendsr/orders";

const days = 90;

/** Repeating it is harmless: an order that is done is not asked about again. */
export async function hearCallbacks(): Promise<void> {
  const now = await portalNow();
  const unheard = await db().callback.findMany({ where: { heardAt: null }, orderBy: { at: "asc" }, take: 500 });
  for (const { source, digest, orderId } of unheard) {
    const order = await askSooner(sourceTools(source).memory, orderId, now.toISOString());
    if (order?.operation)
      await db().removal.updateMany({
        where: { operation: order.operation, state: "waiting", askAt: { gt: now } },
        data: { askAt: now },
      });
    // A part of a copy is ordered without a write; whose it is, is known by a keyed hash alone, so all who wait look again.
    else if (order)
      await db().request.updateMany({
        where: { right: { in: ["access", "portability"] }, state: "approved", waitsFor: "source" },
        data: { tryAt: now },
      });
    await db().callback.update({ where: { source_digest: { source, digest } }, data: { heardAt: now } });
  }
  await db().callback.deleteMany({ where: { heardAt: { lt: new Date(now.getTime() - days * 86_400_000) } } });
}
