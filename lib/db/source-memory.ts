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
    async swap(name, before, value) {
      const kept = { value: value as Prisma.InputJsonValue };
      // One statement each: of two workers the database lets one through.
      if (before === undefined)
        return (
          (await db().sourceMemory.createMany({ data: [{ source, name, ...kept }], skipDuplicates: true })).count > 0
        );
      const where = { source, name, value: { equals: before as Prisma.InputJsonValue } };
      return (await db().sourceMemory.updateMany({ where, data: kept })).count > 0;
    },
    async forget(name) {
      await db().sourceMemory.deleteMany({ where: { source, name } });
    },
  };
}
