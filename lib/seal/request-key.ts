/**
 * The key of one request: everything said in its file is encrypted under it, every commitment salted with its salt.
 * Destroying the wrapped key shreds the file; the chain still verifies.
 */
import { createHmac, randomBytes } from "node:crypto";
import canonicalize from "canonicalize";
import type { Tx } from "../db";
import { masterKey, open, seal } from "./seal";

export type RequestKey = { request: string; key: Buffer; salt: Buffer };

/** Draws key and salt at receipt and stores them wrapped by the master key. */
export async function drawRequestKey(tx: Tx, request: string): Promise<RequestKey> {
  const { key, salt, wrapped } = newRequestKey(request);
  await tx.requestKey.create({ data: { request, wrapped } });
  return { request, key, salt };
}

export function newRequestKey(request: string): RequestKey & { wrapped: Buffer<ArrayBuffer> } {
  const key = randomBytes(32);
  const salt = randomBytes(32);
  return { request, key, salt, wrapped: seal(masterKey("request key"), request, Buffer.concat([key, salt])) };
}

/** Unwraps the request's key. Throws when it was destroyed. */
export async function requestKey(tx: Tx, request: string): Promise<RequestKey> {
  const row = await tx.requestKey.findUnique({ where: { request } });
  if (!row) throw new Error("the file of this request was shredded");
  const both = open(masterKey("request key"), request, row.wrapped);
  return { request, key: both.subarray(0, 32), salt: both.subarray(32, 64) };
}

/** Commitment to a payload: hex HMAC-SHA-256(salt, JCS(payload)) (RFC 8785). */
export function commitment(salt: Buffer, payload: unknown): string {
  const text = canonicalize(payload);
  if (text === undefined) throw new Error("a payload must be JSON");
  return createHmac("sha256", salt).update(text).digest("hex");
}

/** Puts a payload into the drawer: its row and the commitment that the event carries. */
export async function putInDrawer(
  tx: Tx,
  { request, key, salt }: RequestKey,
  kind: string,
  payload: unknown,
): Promise<{ id: string; commit: string }> {
  const own = randomBytes(32);
  const commit = commitment(Buffer.concat([salt, own]), payload);
  const sealed = seal(key, `drawer ${request} ${kind}`, JSON.stringify({ salt: own.toString("hex"), payload }));
  const row = await tx.drawer.create({ data: { request, kind, commit, sealed }, select: { id: true } });
  return { id: row.id, commit };
}

/** Opens a payload of the drawer and checks it against its commitment. */
export async function openDrawer<Payload>(tx: Tx, keys: RequestKey, id: string): Promise<Payload> {
  return (await openDrawerWithSalt(tx, keys, id)).payload as Payload;
}

/** The opening of a payload: the key of its commitment (the request's salt ‖ its own, hex) and the payload itself. */
export async function openDrawerWithSalt(
  tx: Tx,
  keys: RequestKey,
  id: string,
): Promise<{ salt: string; payload: unknown }> {
  const row = await tx.drawer.findUniqueOrThrow({ where: { id } });
  const text = open(keys.key, `drawer ${keys.request} ${row.kind}`, row.sealed).toString("utf8");
  const { salt, payload } = JSON.parse(text) as { salt: string; payload: unknown };
  const both = Buffer.concat([keys.salt, Buffer.from(salt, "hex")]);
  if (commitment(both, payload) !== row.commit) throw new Error("a payload differs from its commitment");
  return { salt: both.toString("hex"), payload };
}

/** Seals and opens a column of the request's own rows. */
export const sealFor = (keys: RequestKey, column: string, value: unknown) =>
  sealBytesFor(keys, column, JSON.stringify(value));
export const openFor = <Value>(keys: RequestKey, column: string, sealed: Uint8Array): Value =>
  JSON.parse(openBytesFor(keys, column, sealed).toString("utf8")) as Value;

/** The same for what is no JSON. */
export const sealBytesFor = (keys: RequestKey, column: string, bytes: Buffer | string) =>
  seal(keys.key, `${keys.request} ${column}`, bytes);
export const openBytesFor = (keys: RequestKey, column: string, sealed: Uint8Array): Buffer =>
  open(keys.key, `${keys.request} ${column}`, sealed);
