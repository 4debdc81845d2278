/**
 * A key of the shop can say who somebody is. In an address stands a code instead, which is good for one person alone and
 * leads nobody else anywhere.
 */
import { createHmac } from "node:crypto";
import type { Actor } from "../actor";
import { masterKey } from "./seal";

type Named = { source: string; part: string; key: string };

/** 32 hex digits: HMAC-SHA-256 under the master key over person, source, part and key. */
export const recordCode = ({ person }: Actor, { source, part, key }: Named): string =>
  createHmac("sha256", masterKey("record code"))
    .update(JSON.stringify([person, source, part, key]))
    .digest("hex")
    .slice(0, 32);
