/**
 * Whose row it is when only an address leads to it. A row is the person's when the address was proved in this request
 * and nothing speaks against it; a learned address that was not proved counts for the time the account held it.
 * A name that differs speaks against, whatever else agrees: people share mailboxes and postcodes.
 */
import type { Doubt } from "../../gdpr/plan-value";
import type { AddressReach } from "./model";
import { instant } from "./moment";
import type { Asking } from "./reach";
import { any } from "./sql";
import type { Node } from "./tree";

/** From certain to doubtful; of several the highest holds. The first is "mine". */
export const verdicts: readonly (Doubt | null)[] = [
  null,
  "address-unproved",
  "no-identifier",
  "name-differs",
  "several-names",
];
/** The row is the person's. */
export const mine = 0;
const [unproved, nothingToCompare, nameDiffers, severalNames] = [1, 2, 3, 4];

/** The address on a row in the form it is compared in. */
export function mailboxOf({ mapped, alias }: Node, column: string): string {
  const plain = ["text", "character varying"].includes(mapped.type(column));
  return `lower(btrim(${mapped.value(column, alias)}${plain ? "" : "::text"}))`;
}

/** The verdict of one address column, as a number of `verdicts`; null when the address is not the person's. */
export function bySite(asking: Asking, node: Node, reach: AddressReach): string {
  const { known, binding } = asking;
  const box = mailboxOf(node, reach.address);
  const among = (emails: readonly string[]) => `${box} = ANY(${binding.bind([...new Set(emails)], "text[]")})`;
  const emails = (test: (address: Asking["known"]["addresses"][number]) => boolean) =>
    known.addresses.filter(test).map(({ email }) => email);
  const covered = coverage(asking, node, reach, box);
  const compared = reach.sole ? `${mine}` : comparison(asking, node, reach, among(known.crowded), covered);
  const dated = reach.date === undefined ? "false" : `${node.mapped.value(reach.date, node.alias)} IS NOT NULL`;
  return `CASE
    WHEN (${among(emails(() => true))}) IS NOT TRUE THEN NULL
    WHEN ${among(emails(({ proved }) => proved))} THEN ${compared}
    WHEN ${covered} THEN ${compared}
    WHEN ${dated} AND ${among(emails(({ held }) => held !== null))} THEN NULL
    ELSE ${unproved} END`;
}

/** What name and postcode on the row say, once the address itself is the person's. */
function comparison(asking: Asking, node: Node, reach: AddressReach, crowded: string, covered: string): string {
  const { known, binding } = asking;
  const name =
    reach.name === undefined || known.names.length === 0
      ? null
      : `(${node.mapped.value(reach.name, node.alias)})::text`;
  const agrees = name === null ? "false" : `coalesce(${name} = ANY(${binding.bind(known.agreeing, "text[]")}), false)`;
  const named = name === null ? "false" : `coalesce(btrim(${name}) <> '', false)`;
  const code = reach.postcode === undefined || known.postcodes.length === 0 ? null : postcodeOf(node, reach.postcode);
  const lives = code === null ? "false" : `coalesce(${code} = ANY(${binding.bind(known.postcodes, "text[]")}), false)`;
  const placed = code === null ? "false" : `coalesce(${code} <> '', false)`;
  return `CASE
      WHEN ${crowded} THEN ${severalNames}
      WHEN ${named} AND NOT ${agrees} THEN ${nameDiffers}
      WHEN ${any([agrees, lives, covered])} THEN ${mine}
      WHEN ${placed} THEN ${nameDiffers}
      ELSE ${nothingToCompare} END`;
}

function postcodeOf({ mapped, alias }: Node, column: string): string {
  return `upper(regexp_replace((${mapped.value(column, alias)})::text, '[^A-Za-z0-9]', '', 'g'))`;
}

/** Whether the account held the address at the row's date. */
function coverage(asking: Asking, node: Node, reach: AddressReach, box: string): string {
  const { known, binding, zone } = asking;
  const history = known.addresses.flatMap(({ email, held }) => (held ? [{ email, ...held }] : []));
  if (reach.date === undefined || history.length === 0) return "false";
  const times = (of: (entry: (typeof history)[number]) => string | null, type: string) =>
    binding.bind(history.map(of), type);
  const at = instant({ mapped: node.mapped, column: reach.date, alias: node.alias, zone }, binding);
  return `EXISTS (SELECT FROM unnest(${times(({ email }) => email, "text[]")}, ${times(({ from }) => from, "timestamptz[]")},
      ${times(({ until }) => until, "timestamptz[]")}) h(email, since, until)
      WHERE h.email = ${box} AND (h.since IS NULL OR h.since <= ${at}) AND (h.until IS NULL OR ${at} < h.until))`;
}
