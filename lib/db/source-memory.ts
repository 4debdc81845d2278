/** What a source must still know after a crash, in the portal's database: durable before `put` returns. */
import { db } from "../db";
import type { SourceMemory } from "../sources/source";
import type { Prisma } from "./generated/client";

/** The memory of one source. Names are the source's own. */
export function sourceMemory(source: string): SourceMemory {
  const at = (name: string) => ({ source_name: { source, name } });
  return {
    get: async (name) => (await db().sourceMemory.findUnique({ where: at(name) }))?.value,
    async put(name, value) {
      const kept = { value: value as Prisma.InputJsonValue };
      await db().sourceMemory.upsert({ where: at(name), create: { source, name, ...kept }, update: kept });
    },
    async forget(name) {
      await db().sourceMemory.deleteMany({ where: { source, name } });
    },
  };
}
