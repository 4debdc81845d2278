/** Nodes of the log's tree as they are kept: what a computation needs is fetched in one statement, by name. */
import type { Tx } from "../../db";
import type { NodeOf, Place } from "../../log/tree";

/** The log is shorter than somebody thought, or damaged. */
export class MissingNode extends Error {}

const named = ({ level, index }: Place): string => `${level}/${index}`;

/** Runs a computation over nodes without them and gives the places that it asks for. Its result means nothing. */
export function placesFor(compute: (nodeOf: NodeOf) => unknown): Place[] {
  const places = new Map<string, Place>();
  const blank = Buffer.alloc(32);
  compute((level, index) => {
    places.set(named({ level, index }), { level, index });
    return blank;
  });
  return [...places.values()];
}

/** These nodes. Asking for any other throws: the log is shorter than somebody thought, or damaged. */
export async function nodesAt(tx: Tx, places: readonly Place[]): Promise<NodeOf> {
  const rows = places.length
    ? await tx.$queryRaw<{ level: number; index: bigint; hash: Uint8Array }[]>`
        SELECT n."level", n."index", n."hash"
        FROM unnest(${places.map(({ level }) => level)}::int[], ${places.map(({ index }) => index)}::bigint[]) asked(level, index)
        JOIN "log_node" n ON n."level" = asked.level AND n."index" = asked.index`
    : [];
  const found = new Map(
    rows.map(({ level, index, hash }) => [named({ level, index: Number(index) }), Buffer.from(hash)]),
  );
  return (level, index) => {
    const hash = found.get(named({ level, index }));
    if (!hash) throw new MissingNode(`the log has no node ${level}/${index}`);
    return hash;
  };
}

/** The result of a computation over the log's nodes, fetched in one statement. */
export async function overLog<Value>(tx: Tx, compute: (nodeOf: NodeOf) => Value): Promise<Value> {
  return compute(await nodesAt(tx, placesFor(compute)));
}

/** How many entries the log has. */
export async function sizeOf(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ size: bigint }[]>`SELECT coalesce(max("no") + 1, 0) AS size FROM "log_leaf"`;
  return Number(row?.size ?? 0);
}
