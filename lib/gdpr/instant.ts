/**
 * Instants as text in UTC, to the microsecond: what the databases hold, and what rules in hours count.
 *
 * A `Date` ends at milliseconds, and a row written between two of them would fall on the wrong side of a cut-off.
 */
const form =
  /^([1-9]\d{3})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Whether the text is an instant: ISO 8601 with a zone, at most six digits behind the seconds, a day that exists. */
export function isInstant(text: string): boolean {
  return parse(text) !== null;
}

/** Microseconds since 1970-01-01T00:00:00Z; throws on anything that is no instant. */
export function microseconds(instant: string): bigint {
  const found = parse(instant);
  if (found === null) throw new Error("not an instant");
  return found;
}

/** The instant as `YYYY-MM-DDTHH:MM:SSZ`, with a fraction only where there is one. */
export function instantAt(microseconds: bigint): string {
  const fraction = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const whole = new Date(Number((microseconds - fraction) / 1000n)).toISOString().slice(0, 19);
  if (fraction === 0n) return `${whole}Z`;
  return `${whole}.${fraction
    .toString()
    .padStart(6, "0")
    .replace(/(000)$/, "")}Z`;
}

/** The instant `hours` later. */
export function addHours(instant: string, hours: number): string {
  return instantAt(microseconds(instant) + BigInt(hours) * 3_600_000_000n);
}

function parse(text: string): bigint | null {
  const [, year, month, day, hour, minute, second = "00", fraction = "", zone = "Z"] = form.exec(text) ?? [];
  if (year === undefined) return null;
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(`${year}-${month}-${day}`)) return null;
  const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return BigInt(milliseconds) * 1000n + BigInt(fraction.padEnd(6, "0"));
}
