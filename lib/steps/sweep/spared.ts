/**
 * plan-and-list 4: the three stops, for records of everybody at once. Whose data lie under a legal hold, under an Art. 18
 * restriction, or under a copy that is still to be made or fetched: their records stay, whatever the calendar says. So do those
 * that a reviewer keeps on a ground of Art. 17(3), until the duty that this left behind is carried out.
 */
import type { Tx } from "../../db";
import { masterKey, open } from "../../seal/seal";
import { openFor } from "../../seal/request-key";
import type { Person, Spared } from "../../sources/source";

/** `everything`: a hold lies on records of somebody whom nothing identifies, so nobody can tell which they are. */
export type Stops = Spared & { everything: boolean };

type Row = {
  id: string;
  account: string | null;
  subject: Uint8Array;
  wrapped: Uint8Array | null;
  held: boolean;
  planNo: number;
};
type Who = Pick<Person, "account" | "addresses" | "ids">;

/** Who was read already in this sweep, by request and plan: a search may have learned more of somebody since. */
export type Seen = Map<string, Who | null>;

/**
 * Who is spared for records of this category. `hours`: the rule counts hours; such records were copied for a request for
 * access when its plan was made, so that only copies which are not planned yet wait for them. What
 * hangs on a record under a hold may be of any category: a sweep spares everything of that person.
 */
export async function stopsOn(
  tx: Tx,
  category: string,
  { hours, seen }: { hours: boolean; seen: Seen },
): Promise<Stops> {
  const direct = await tx.$queryRaw<{ account: string }[]>`
    SELECT "account" FROM "hold" WHERE "released_at" IS NULL AND "account" IS NOT NULL
      AND ("category" IS NULL OR "category" = ${category} OR "record" IS NOT NULL)
    UNION SELECT "account" FROM "restriction" WHERE "lifted_at" IS NULL AND "account" IS NOT NULL
      AND ("category" IS NULL OR "category" = ${category})`;
  const rows = await tx.$queryRaw<Row[]>`
    WITH stopped AS (
      SELECT "request" AS id, true AS held FROM "hold" WHERE "released_at" IS NULL AND "request" IS NOT NULL
        AND ("category" IS NULL OR "category" = ${category} OR "record" IS NOT NULL)
      UNION ALL SELECT "request", false FROM "restriction" WHERE "lifted_at" IS NULL
        AND ("category" IS NULL OR "category" = ${category})
      UNION ALL SELECT r."id", false FROM "request" r LEFT JOIN "package" p ON p."request" = r."id"
        WHERE r."right" IN ('access', 'portability') AND r."state" NOT IN ('refused', 'cancelled', 'not-identified')
          AND (NOT ${hours}::boolean OR (r."right" = 'access' AND r."plan_no" = 0))
          AND NOT (r."state" = 'delivered' AND (p."id" IS NULL OR p."downloads" > 0 OR p."destroyed_at" IS NOT NULL
                   OR p."expires_at" < portal_now()))
      UNION ALL SELECT d."request", false FROM "decision" d
        JOIN "request" r ON r."id" = d."request" AND r."plan_no" = d."plan_no"
        LEFT JOIN "duty" u ON u."request" = d."request" AND u."plan_no" = d."plan_no" AND u."idx" = d."idx"
        WHERE d."overridden" AND d."action" = 'keep' AND d."count" > 0 AND d."category" = ${category}
          AND r."state" NOT IN ('refused', 'cancelled', 'not-identified') AND u."state" IS DISTINCT FROM 'done'
    )
    SELECT r."id", r."account", r."subject", k."wrapped", r."plan_no" AS "planNo", bool_or(s.held) AS held
    FROM stopped s JOIN "request" r ON r."id" = s.id LEFT JOIN "request_key" k ON k."request" = r."id"
    GROUP BY r."id", k."wrapped"`;
  const people = rows.map((row) => ({ row, ...whoIn(row, seen) }));
  const everything = people.some(({ row, own, addresses }) => row.held && own.length + addresses.length === 0);
  const searched = new Set(people.flatMap(({ own, isSearched }) => (isSearched ? own : [])));
  return {
    accounts: [...new Set([...direct.map(({ account }) => account), ...people.flatMap(({ own }) => own)])],
    addresses: [...new Set(people.flatMap(({ addresses }) => addresses))],
    ids: together(people.map(({ ids }) => ids)),
    unaddressed:
      direct.some(({ account }) => !searched.has(account)) ||
      people.some(({ own, isSearched }) => !isSearched && !own.some((account) => searched.has(account))),
    everything: everything || (await heldAlone(tx, category)),
  };
}

/**
 * What a request says about the person. Whoever has an account may have had more addresses than the one they ask from:
 * these come to light with the first plan.
 */
function whoIn(row: Row, seen: Seen) {
  const person = personOf(row, seen);
  const own = [row.account, person?.account].filter((account): account is string => !!account);
  const addresses = (person?.addresses ?? []).map(({ email }) => email);
  const isSearched = addresses.length > 0 && (own.length === 0 || row.planNo > 0);
  return { own, addresses, ids: person?.ids ?? {}, isSearched };
}

function together(all: readonly NonNullable<Person["ids"]>[]): Record<string, string[]> {
  const kinds = [...new Set(all.flatMap((ids) => Object.keys(ids)))];
  return Object.fromEntries(kinds.map((kind) => [kind, [...new Set(all.flatMap((ids) => ids[kind] ?? []))]]));
}

/** A hold that names neither account nor request. */
async function heldAlone(tx: Tx, category: string): Promise<boolean> {
  const where = { releasedAt: null, account: null, request: null, taxYear: null };
  return (await tx.hold.count({ where: { ...where, OR: [{ category: null }, { category }] } })) > 0;
}

function personOf({ id, subject, wrapped, planNo }: Row, seen: Seen): Who | null {
  const key = `${id}/${planNo}`;
  const before = seen.get(key);
  if (before) return before;
  const person = wrapped === null || subject.length === 0 ? null : read(id, subject, wrapped);
  seen.set(key, person);
  return person;
}

function read(id: string, subject: Uint8Array, wrapped: Uint8Array): Who {
  const both = open(masterKey("request key"), id, wrapped);
  const keys = { request: id, key: both.subarray(0, 32), salt: both.subarray(32, 64) };
  const { account, addresses, ids = {} } = openFor<Person>(keys, "subject", subject);
  return { account, addresses, ids };
}
