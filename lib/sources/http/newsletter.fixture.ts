/** Mailchimp's stand-in as a source, with faults on its wire. */
import { mailchimp, type Member } from "../../../demo/vendors/mailchimp";
import type { Fault } from "../../../demo/vendors/stand-in";
import { jane, vendorsFor } from "../../../demo/vendors/vendors.fixture";
import type { Source } from "../source";
import { open, person } from "./http.fixture";

/** Short times, so that a fault ends soon. */
export const quick = { timeout: 3, connect: 2, idle: 2, maxResponse: 1 };

export const who = person(jane.email);
export const locate = (source: Source) => source.locate(who, {});

/** An answer instead of the vendor's own. */
export const answer = (status: number, headers: Record<string, string> = {}, body?: unknown): Fault => ({
  kind: "answer",
  status,
  headers,
  body,
});

/** Starts it for one test. */
export async function newsletter(more: Record<string, unknown> = {}) {
  const { vendors } = await vendorsFor(mailchimp({ key: "key-us1", milliseconds: 0 }));
  const secrets = { MAILCHIMP_URL: `${vendors.url("mailchimp")}/3.0`, MAILCHIMP_API_KEY: "key-us1" };
  const collections = { member: { category: "mail" } };
  const { source } = open({ preset: "mailchimp", base: "MAILCHIMP_URL", collections, limits: quick, ...more }, secrets);
  const log = () => vendors.log("mailchimp");
  const members = () => (vendors.state("mailchimp") as { members: Member[] }).members;
  return {
    source,
    fault: (...faults: Fault[]) => vendors.fault("mailchimp", ...faults),
    log,
    writes: () => log().filter(({ method }) => method !== "GET"),
    janes: () => members().filter(({ email_address }) => email_address === jane.email),
  };
}
