/** Why nobody answered, in words of our own. A private address and one that is none are the same: names of a network stay in it. */
import type { Silence } from "../gdpr/transfer";

const noAddress = /^(?:ENOTFOUND|EAI_.*|PRIVATE_ADDRESS|ENODATA)$/;
const certificate = /^(?:CERT_.*|ERR_TLS_.*|.*_CERT.*|UNABLE_TO_.*|SELF_SIGNED.*|DEPTH_ZERO.*|HOSTNAME_MISMATCH)$/;
const slow = /^(?:ETIMEDOUT|ABORT_ERR)$/;

export function silence(error: unknown): Silence {
  const code = codeOf(error);
  if (noAddress.test(code)) return "no-address";
  if (certificate.test(code)) return "certificate";
  return slow.test(code) ? "too-slow" : "no-connection";
}

/** Several addresses were tried: the first reason stands for all. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.name === "TimeoutError" || error.name === "AbortError" ? "ABORT_ERR" : "";
}
