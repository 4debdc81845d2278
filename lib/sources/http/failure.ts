/**
 * Why a call gave no answer. Only words of our own and codes of the network are kept: what was asked and answered, even
 * the address, may say who the person is.
 */
import { SourceUnreachable, type Trouble } from "../source";

/**
 * A call that failed. `sent`: the system may have received it, so that a write may have had its effect. `lasting`: it would
 * fail again, however often it is tried.
 */
export class CallFailed extends Error {
  constructor(
    readonly trouble: Trouble,
    readonly sent: boolean,
    why: string,
    readonly lasting = false,
  ) {
    super(why);
  }
}

/** Codes that come before the first byte is sent. */
const unsent =
  /^(?:UND_ERR_CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|PRIVATE_ADDRESS|UND_ERR_INVALID_ARG|CERT_.*|ERR_TLS_.*|.*_CERT.*|UNABLE_TO_.*|SELF_SIGNED.*)$/;
const slow =
  /^(?:UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|UND_ERR_ABORTED|ABORT_ERR|ETIMEDOUT)$/;
const lasting = /^(?:PRIVATE_ADDRESS|UND_ERR_INVALID_ARG|CERT_.*|ERR_TLS_.*|.*_CERT.*)$/;
const packed = /^(?:Z_.*|ERR__?ZLIB.*|ERR_BROTLI.*|UND_ERR_RES_EXCEEDED_MAX_SIZE|UND_ERR_HEADERS_OVERFLOW|HPE_.*)$/;

/** What went wrong, without what it was about. */
export function callFailed(error: unknown): CallFailed {
  if (error instanceof CallFailed) return error;
  const code = codeOf(error);
  const trouble: Trouble = slow.test(code) ? "timeout" : packed.test(code) ? "unexpected-answer" : "unreachable";
  return new CallFailed(trouble, !unsent.test(code), `the call failed (${code})`, lasting.test(code));
}

/** Several addresses were tried: the first reason stands for all. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return "ABORT_ERR";
  if ("code" in error && typeof error.code === "string" && /^[A-Z][A-Z0-9_]*$/.test(error.code)) return error.code;
  return error.name === "AbortError" ? "ABORT_ERR" : "unknown";
}

/** The failure as a source tells it. */
export const unreachable = (source: string, { trouble, message }: CallFailed): SourceUnreachable =>
  new SourceUnreachable(source, new Error(message), trouble);

/** An answer that is not what the mapping expects. */
export const unexpected = (source: string, why: string): SourceUnreachable =>
  new SourceUnreachable(source, new Error(why), "unexpected-answer");
