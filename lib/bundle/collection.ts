/**
 * Art. 5(2): the evidence of several requests as one file: each bundle as it is, one after the other, then a list of them. It is
 * written and read as a stream: only one bundle is ever held.
 */
import * as z from "zod";
import { hash, reference } from "../gdpr/facts";
import type { Signer } from "../log/note";
import { ending, headsOf, isName, type Entry } from "./container";
import { sha256 } from "./digest";
import { jsonEntry } from "./format";
import { signManifest } from "./signature";

export const collectionFormat = "rightful-collection-v1";
export const collectionNames = { list: "collection.json", signature: "collection.sig" } as const;
/** The bundle of a request in its collection. */
export const bundleName = (of: string): string => `${of.toLowerCase()}.zip`;
/** A ZIP without extensions holds no more entries and no more bytes. */
export const mostBundles = 65_000;
const mostBytes = 2 ** 32 - 2 ** 24;

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
export const collectionSchema = z.strictObject({
  format: z.literal(collectionFormat),
  demo: z.boolean(),
  personal: z.boolean(),
  madeAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  /** In the order of the container. */
  bundles: z.array(z.strictObject({ reference, bytes: count, sha256: hash, events: count })).max(mostBundles),
});
export type Collection = z.output<typeof collectionSchema>;

export type Collected = { reference: string; bytes: Buffer; events: number };

/** The bytes of a collection as they come. Throws `TooMuch` where one ZIP cannot hold it. */
export async function* collectionBytes(
  about: Pick<Collection, "demo" | "personal" | "madeAt">,
  bundles: AsyncIterable<Collected>,
  signers: readonly Signer[],
): AsyncGenerator<Buffer> {
  const listed: Collection["bundles"] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const entry = (one: Entry): Buffer[] => {
    const { head, line } = headsOf(one, offset);
    if (!isName(one.name) || offset + head.length + one.bytes.length > mostBytes) throw new TooMuch();
    offset += head.length + one.bytes.length;
    directory.push(line);
    return [head, one.bytes];
  };
  for await (const { reference: of, bytes, events } of bundles) {
    if (listed.length === mostBundles) throw new TooMuch();
    listed.push({ reference: of, bytes: bytes.length, sha256: sha256(bytes), events });
    yield* entry({ name: bundleName(of), bytes });
  }
  const list = jsonEntry({ format: collectionFormat, ...about, bundles: listed } satisfies Collection);
  yield* entry({ name: collectionNames.list, bytes: list });
  if (signers.length > 0) yield* entry({ name: collectionNames.signature, bytes: signManifest(list, signers) });
  const lines = Buffer.concat(directory);
  yield lines;
  yield ending(directory.length, lines.length, offset);
}

/** More requests or bytes than one ZIP holds: fewer days have to be asked for. */
export class TooMuch extends Error {
  constructor() {
    super("more than one collection can hold");
  }
}
