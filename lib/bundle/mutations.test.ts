/**
 * Whole bundles verify, changed ones do not: drawn at random, a thousand each time, and as many as `MUTATIONS` says
 * (`MUTATIONS=10000 npx vitest run lib/bundle/mutations.test.ts`).
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { signer } from "./log.fixture";
import { mutated, mutations } from "./mutation.fixture";
import { randomEvidence } from "./random.fixture";
import { verifyBundle } from "./verify";
import { bundleBytes } from "./write";

const runs = Number(process.env.MUTATIONS ?? 1_000);
const patience = Math.max(60_000, runs * 60);
const { signers, sign, keys } = signer();
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function bundle(number: number) {
  const { input, copy, signers: by } = randomEvidence(number, signers, sign);
  return { input, copy, by, bytes: bundleBytes(input, by) };
}

test("no false alarm on whole bundles of any shape", { timeout: patience }, async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(seed, async (number) => {
      const { input, copy, by, bytes } = bundle(number);
      const { personal, shredded, log, plan, events } = input;
      const given = { ...(by.length > 0 ? { keys } : {}), ...(log?.earlier[0] ? { checkpoint: log.earlier[0].checkpoint } : {}) };
      const verified = await verifyBundle(bytes, given);
      expect(verified).toMatchObject({ ok: true, problems: [], events: events.length, signature: by.length > 0 ? "right" : "none" });
      if (copy && events.some(({ data }) => data.package === copy)) {
        expect(await verifyBundle(bytes, { copy })).toMatchObject({ ok: true });
        seen.add("copy");
      }
      const shape = { personal, shredded, log: log !== null, plan: plan !== null };
      for (const [what, is] of Object.entries(shape)) seen.add(`${what} ${is}`);
      for (const { fact } of events) seen.add(fact);
    }),
    { numRuns: runs },
  );
  const shapes = ["personal", "shredded", "log", "plan"].flatMap((what) => [`${what} true`, `${what} false`]);
  const facts = ["refused", "cancelled", "delivered", "not-identified", "approved", "executed", "notified", "package-made"];
  for (const shape of [...shapes, ...facts, "copy"]) expect(seen, shape).toContain(shape);
}); // prettier-ignore

test("every change is found and nothing throws", { timeout: patience }, async () => {
  const pool = Array.from({ length: 60 }, (_, number) => bundle(number)).filter(({ by }) => by.length > 0);
  const counts = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(seed, async (number) => {
      const change = mutated(number, pool.map(({ bytes }) => bytes)); // prettier-ignore
      if (!change) return;
      const { kind, bytes, isForged } = change;
      // What somebody made to fit again is found by the signature alone; everything else without any key.
      const { ok, problems } = await verifyBundle(bytes, isForged ? { keys } : {});
      expect({ kind, ok }).toEqual({ kind, ok: false });
      expect(problems.length).toBeGreaterThan(0);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }),
    { numRuns: runs },
  );
  expect([...counts.keys()].toSorted()).toEqual(mutations.toSorted());
});
