/**
 * Art. 16, 32: a person is recognised by their address, so whoever changes it could take an account over. The change waits;
 * meanwhile the address of before and the new one are told, each with a link that stops it.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { wishOf } from "../plan/corrected";
import type { Loaded } from "../load";
import { notice } from "../ask/stop-notice";

/** Tells every address of before and after, once. `until`: when the change runs if nobody stops it. */
export async function noticeAddressChange(tx: Tx, request: Loaded, until: Date, fence?: bigint): Promise<void> {
  const corrections = (await wishOf(tx, request))?.corrections ?? [];
  const changesOn = dayIn(policy().zone, until);
  const told = corrections
    .filter(({ identity }) => identity)
    .flatMap(({ before, values }) => Object.keys(values).flatMap((column) => [before[column], values[column]]));
  for (const address of new Set(told.filter(isAddress)))
    await notice(tx, request, { kind: "address-change", address, changesOn }, fence);
}

const isAddress = (text: string | null | undefined): text is string => /^[^\s@]+@[^\s@]+$/.test(text ?? "");
