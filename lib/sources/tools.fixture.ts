/** What a source is given in a test: no database of the portal behind it, everything else real. */
import { isDeepStrictEqual } from "node:util";
import type { RateLimit, SourceTools } from "./source";

/** Tools with the given secrets. `memory` outlives a source that is opened again over the same tools. */
export function testTools(secrets: Record<string, string> = {}, now?: () => string): SourceTools {
  const kept = new Map<string, string>();
  const windows = new Map<string, { startsAt: number; used: number }>();
  const take = (credential: string, { calls, seconds }: RateLimit): Date | null => {
    const name = `${credential}/${seconds}`;
    const window = windows.get(name);
    const fresh = !window || window.startsAt + seconds * 1_000 <= Date.now();
    if (!fresh && window.used >= calls) return new Date(window.startsAt + seconds * 1_000);
    windows.set(name, fresh ? { startsAt: Date.now(), used: 1 } : { ...window, used: window.used + 1 });
    return null;
  };
  return {
    now: async () => now?.() ?? new Date().toISOString(),
    secret: (name) => secrets[name],
    memory: {
      get: async (name) => (kept.has(name) ? (JSON.parse(kept.get(name) as string) as unknown) : undefined),
      put: async (name, value) => void kept.set(name, JSON.stringify(value)),
      swap: async (name, before, value) => {
        const stands = kept.has(name) ? (JSON.parse(kept.get(name) as string) as unknown) : undefined;
        if (!isDeepStrictEqual(stands, before)) return false;
        kept.set(name, JSON.stringify(value));
        return true;
      },
      forget: async (name) => void kept.delete(name),
    },
    budget: {
      async take(credential, limits) {
        for (const limit of limits) {
          const until = take(credential, limit);
          if (until) return until;
        }
        return null;
      },
    },
  };
}
