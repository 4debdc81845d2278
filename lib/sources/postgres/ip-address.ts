/**
 * Shortening an IP address so that it singles nobody out: IPv4 keeps 24 bits, IPv6 keeps 48. Where an IPv6 address
 * carries an IPv4 one in its first or last bits (mapped, 6to4), that one loses its 8 bits too.
 */

const ipv4 = String.raw`^\d{1,3}(\.\d{1,3}){3}$`;
const ipv6 = "^[0-9a-f:]*:[0-9a-f:.]*$";
// As PostgreSQL prints what `shortened` leaves.
const ended4 = String.raw`^\d{1,3}(\.\d{1,3}){2}\.0$`;
const ended6 = "^([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,2})?::$";
const endedMapped = String.raw`^::ffff:\d{1,3}(\.\d{1,3}){2}\.0$`;
const ended6to4 = "^2002(:[0-9a-f]{1,4})?(:[0-9a-f]{0,2}00)?::$";

/** Whether the value is shortened or empty. Never casts a text column, so it is safe on any row. */
export function addressEnded(value: string, type: string): string {
  if (type === "cidr") return `(${value} IS NULL OR ${value} = ${addressShortened(value, type)})`;
  if (type === "inet") return `(${value} IS NULL OR ${value} = ${addressShortened(value, type)})`;
  const text = `${value}::text`;
  const six = `(${text} ~ '${ended6}' AND (${text} !~ '^2002:' OR ${text} ~ '${ended6to4}'))`;
  return `(${value} IS NULL OR ${text} ~ '${ended4}' OR ${text} ~ '${endedMapped}' OR ${six})`;
}

/** The shortened value, in the column's type. A text that is no address is an error of the statement. */
export function addressShortened(value: string, type: string): string {
  if (type === "inet") return shortened(value);
  if (type === "cidr") return `network(${shortened(`${value}::inet`)})`;
  return `host(${shortened(`${value}::text::inet`)})::${type}`;
}

/** Whether a text looks enough like an address to be worth the cast; other types always do. */
export function addressPlausible(value: string, type: string): string {
  if (type === "inet" || type === "cidr") return "true";
  return `(${value} IS NULL OR ${value}::text ~ '${ipv4}' OR ${value}::text ~* '${ipv6}')`;
}

function shortened(address: string): string {
  const kept = (bits: number) => `set_masklen(network(set_masklen(${address}, ${bits}))::inet, masklen(${address}))`;
  return `CASE WHEN family(${address}) = 4 THEN ${kept(24)}
    WHEN set_masklen(${address}, 128) <<= inet '::ffff:0:0/96' THEN ${kept(120)}
    WHEN set_masklen(${address}, 128) <<= inet '2002::/16' THEN ${kept(40)}
    ELSE ${kept(48)} END`;
}
