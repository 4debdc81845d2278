/**
 * The narrowest door: reference and receipt code open one request's state and letters, for ten minutes, in one browser.
 * It works without any account, also after the account is gone (plan-and-list 7).
 */
import { randomBytes } from "node:crypto";
import { transactionAs } from "../db";
import { no, yes, type Result } from "../result";
import { openColumn, sealColumn } from "../seal/seal";
import { isReceiptCode, readReference } from "../steps/ask/reference";
import { mayTry } from "./rate";

declare const passed: unique symbol;
/** A reference whose receipt code was given: the permission to read that request's letters. */
export type ReceiptPass = { readonly [passed]: true; readonly reference: string };

const about = "receipt pass";
const minutes = 10;
const nobody = randomBytes(32).toString("hex");

/**
 * Checks a typed reference and code and gives what the cookie holds for the next ten minutes. An unknown reference and a
 * wrong code are one answer and one effort.
 */
export async function passByReceipt(
  typed: { reference: string; code: string },
  visitor: string,
): Promise<Result<"unknown" | "too-many", string>> {
  const reference = readReference(typed.reference);
  const allowed = await mayTry([
    { what: "receipt visitor", whose: visitor, most: 60 },
    { what: "receipt reference", whose: reference ?? "", most: reference ? 15 : 1_000_000 },
    { what: "receipt all", whose: "", most: 3000 },
  ]);
  if (!allowed) return no("too-many");
  // One statement whether there is such a request or not.
  const key = reference ?? "";
  const [row] = await transactionAs(
    { role: "receipt", key },
    (tx) => tx.$queryRaw<{ id: string; code: string }[]>`
      SELECT r."id", s."receipt_code" AS code FROM "request" r JOIN "submission" s ON s."id" = r."submission_id"
      WHERE r."id" = ${key}`,
  );
  const right = isReceiptCode(typed.code, row?.code ?? nobody);
  if (!row || !right) return no("unknown");
  const until = Date.now() + minutes * 60_000;
  return yes(sealColumn(about, JSON.stringify({ reference: row.id, until })).toString("base64url"));
}

/** The pass in a cookie, or null when there is none, it is over, or nobody here wrote it. */
export function readPass(cookie: string | undefined): ReceiptPass | null {
  if (!cookie || cookie.length > 500) return null;
  try {
    const { reference, until } = JSON.parse(openColumn(about, Buffer.from(cookie, "base64url"))) as {
      reference: string;
      until: number;
    };
    return until > Date.now() ? ({ reference } as ReceiptPass) : null;
  } catch {
    // Sealed by another key or by nobody: like no cookie at all.
    return null;
  }
}
