/**
 * For files of tests that share a process: each finds the environment as the first one found it, and nothing that another
 * opened. What a file opened in its own name it closes itself.
 */
import { afterAll, beforeAll } from "vitest";
import { closeSources } from "../../lib/company";
import { closeDb } from "../../lib/db";
import { closeBoss } from "../../lib/jobs/wake";

let found: NodeJS.ProcessEnv;

beforeAll(() => {
  found = { ...process.env };
});

afterAll(async () => {
  await Promise.all([closeBoss(), closeSources(), closeDb()]);
  for (const name of Object.keys(process.env)) if (!(name in found)) delete process.env[name];
  Object.assign(process.env, found);
});
