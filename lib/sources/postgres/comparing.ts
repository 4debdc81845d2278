/** The forms in which account ids, addresses and postcodes are compared. */

const integers: Record<string, bigint> = { smallint: 2n ** 15n, integer: 2n ** 31n, bigint: 2n ** 63n };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The account id as a value of the column's type, or null when no row of such a column can carry it. */
export function accountValue(account: string | null, type: string): string | null {
  if (account === null || account === "" || account.includes("\0")) return null;
  const limit = integers[type];
  if (limit !== undefined)
    return /^-?\d{1,19}$/.test(account) && BigInt(account) < limit && BigInt(account) >= -limit ? account : null;
  if (type === "uuid") return uuid.test(account) ? account : null;
  return ["text", "character varying", "bpchar"].includes(type) ? account : null;
}

/** An address as it is compared: without white space around it, in lower case. */
export function mailbox(email: string): string {
  return email.replaceAll("\0", "").trim().toLowerCase();
}

/** A postcode as it is compared: letters and digits only, in capitals. */
export function postcodeForm(postcode: string): string {
  return postcode.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
}
