import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { masterKey } from "../../seal/seal";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function base32(bytes: Buffer, length: number): string {
  let value = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (let n = 0; n < length; n++, value >>= 5n) text = crockford.charAt(Number(value & 31n)) + text;
  return text;
}

/** A new reference: `R-` and 16 characters of Crockford's base32, 80 random bits. */
export const drawReference = (): string => `R-${base32(randomBytes(10), 16)}`;

/** The reference of a notice to a recipient: `N-` and 80 random bits, so that it says nothing about the request. */
export const drawNoticeReference = (): string => `N-${base32(randomBytes(10), 16)}`;

/** A reference as people type it (spaces, lower case, O for 0): its canonical form, or null. */
export function readReference(text: string): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1").replace(/^R/, "");
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(plain) ? `R-${plain}` : null;
}

/** For so many minutes after a submission its receipt code is shown to the one who sent it; the page says so. */
export const receiptMinutes = 30;

/** Whether the receipt code of what was sent at `since` is still shown. */
export const isReceiptShown = (since: Date, now: Date): boolean =>
  now.getTime() - since.getTime() <= receiptMinutes * 60_000;

/** The receipt code of a submission: 128 bits, shown for `receiptMinutes` after the submission, stored hashed. */
export function receiptCode(submission: string): string {
  const bits = createHmac("sha256", masterKey("receipt code")).update(submission).digest().subarray(0, 16);
  return base32(bits, 26).replace(/(.{5})(?=.)/g, "$1-");
}

export function hashReceiptCode(code: string): string {
  const plain = code.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return createHash("sha256").update(plain).digest("hex");
}

/** Compares a typed receipt code with the stored hash, in constant time. */
export const isReceiptCode = (typed: string, stored: string): boolean =>
  timingSafeEqual(Buffer.from(hashReceiptCode(typed), "hex"), Buffer.from(stored, "hex"));
