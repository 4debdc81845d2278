/** What a processor can do, against what the policy expects of it: read only, nothing is ordered. */
import type { OpendsrSource } from "../../policy/kinds/opendsr";
import { SourceUnreachable } from "../source";
import type { Processor } from "./processor";

/** Sentences, empty when all is well. */
export async function probeProcessor(mapping: OpendsrSource, asks: Processor): Promise<string[]> {
  try {
    const { api_version, supported_identities, supported_subject_request_types: types } = await asks.discover();
    const missing = mapping.identities.filter(
      ({ type, format }) =>
        !supported_identities.some((one) => one.identity_type === type && one.identity_format === format),
    );
    const wrong = await asks.certificate();
    return [
      ...(/^2(\.|$)/.test(api_version) ? [] : ["It speaks another version of OpenDSR than 2."]),
      ...(types.includes("erasure") ? [] : ["It takes no orders to erase: each becomes a task for a person."]),
      ...(types.includes("access") ? [] : ["It hands out no copy: each is got by hand."]),
      ...missing.map(
        ({ type, format }) => `It does not know people by ${type} as ${format}: take it out of the policy.`,
      ),
      ...(wrong ? [certificates[wrong]] : []),
    ];
  } catch (error) {
    if (!(error instanceof SourceUnreachable)) throw error;
    return [`It gave no usable answer (${error.trouble}).`];
  }
}

const certificates = {
  unreadable: "Its certificate cannot be read.",
  "out-of-time": "Its certificate is not valid today.",
  "other-domain": "Its certificate is for another domain than the policy names.",
  "not-trusted": "Its certificate rests on nothing that the policy trusts.",
} as const;
