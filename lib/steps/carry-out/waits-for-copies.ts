/**
 * Art. 15(3), 20(1): systems that prepare their part of a copy first are asked for it before anything is packed, all of
 * them at once. Until each is ready the request waits; nothing is ordered twice.
 */
import { sourceById } from "../../company";
import { db } from "../../db";
import type { Group } from "../../gdpr/plan-value";
import { SourceUnreachable } from "../../sources/source";
import type { Loaded } from "../load";

/** Whether some part of the copy is still being prepared, or its system gives no usable answer now. */
export async function waitsForCopies({ id, planNo, right, subject }: Loaded): Promise<boolean> {
  if (await db().package.count({ where: { request: id } })) return false;
  const rows = await db().decision.findMany({
    where: { request: id, planNo, action: "export" },
    select: { source: true, groups: true },
  });
  let waits = false;
  for (const { source, groups } of rows)
    for (const group of groups as unknown as Group[]) {
      const prepared = await prepare(source, () =>
        sourceById(source).prepare?.(subject, group, right === "portability" ? "provided" : undefined),
      );
      waits ||= !prepared;
    }
  return waits;
}

/** A system that is away keeps none of the others from being asked. */
async function prepare(source: string, ask: () => Promise<object | null> | undefined): Promise<boolean> {
  try {
    return ((await ask()) ?? null) === null;
  } catch (error) {
    if (error instanceof SourceUnreachable && error.source === source) return false;
    throw error;
  }
}
