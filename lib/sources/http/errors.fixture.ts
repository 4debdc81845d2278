/** Errors of a test file, collected: none of them may say whom it was about. */
import { inspect } from "node:util";
import { afterAll, expect } from "vitest";
import { subscriberHash } from "../../../demo/vendors/mailchimp";
import { jane } from "../../../demo/vendors/vendors.fixture";
import type { SourceUnreachable } from "../source";

const secrets = [jane.email, "jane", "Roe", subscriberHash(jane.email), encodeURIComponent(jane.email), "token-of"];

/** Watches a file with at least so many errors. Gives a function that takes the error of a call. */
export function watchErrors(least: number): (call: Promise<unknown>) => Promise<SourceUnreachable> {
  const seen: unknown[] = [];
  afterAll(() => {
    expect(seen.length).toBeGreaterThanOrEqual(least);
    const all = seen.map((error) => inspect(error, { depth: 20, showHidden: true })).join("\n");
    for (const secret of secrets) expect(all.toLowerCase()).not.toContain(secret.toLowerCase());
  });
  return async (call) => {
    const error = await call.then(
      (value) => expect.unreachable(`gave ${JSON.stringify(value)}`),
      (error: unknown) => error,
    );
    seen.push(error);
    return error as SourceUnreachable;
  };
}
