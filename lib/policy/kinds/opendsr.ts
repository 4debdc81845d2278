/**
 * A processor that takes orders by OpenDSR 2.0 (formerly OpenGDPR and OpenCompliance). The specification knows no kinds of
 * data: an order is about everything it holds of a person, so a source of this kind has exactly one category.
 */
import * as z from "zod";
import { id, variable, words } from "../words";

/** Section 5.1 of the specification: what a person is known by. */
export const identityTypes = [
  "email",
  "controller_customer_id",
  "android_advertising_id",
  "android_id",
  "fire_advertising_id",
  "ios_advertising_id",
  "ios_vendor_id",
  "microsoft_advertising_id",
  "microsoft_publisher_id",
  "roku_publisher_id",
  "roku_advertising_id",
] as const;

/** `from`: the kind of id, as a database learns it; an e-mail address and the account's number need none. */
const identity = z.strictObject({
  type: z.enum(identityTypes),
  format: z.enum(["raw", "sha256"]),
  from: id.optional(),
});

const host = z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$/, "not a host in lower case, with its port where it has one");
const domain = z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, "not a domain in lower case");

export const opendsrSource = z.strictObject({
  kind: z.literal("opendsr"),
  label: words,
  category: id,
  recipient: id,
  /** Environment variable with its address, the major version included: `https://dsr.partner.example/v2`. */
  address: variable,
  /** Environment variable with the bearer token that it gave us. */
  token: variable,
  /** Hosts beside that of the address from which certificate and results may be fetched. */
  hosts: z.array(host).default([]),
  /** The domain in its certificate and in the header of each answer. */
  domain,
  /** What its certificate rests on: root certificates (PEM) in an environment variable, or SHA-256 of public keys, base64. */
  trust: z.union([
    z.strictObject({ roots: variable }),
    z.strictObject({ keys: z.array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "not a SHA-256 in base64")).min(1) }),
  ]),
  identities: z.array(identity).min(1),
  /** The domain under which it takes orders that the specification has no type for: Art. 16, 18, 21. */
  extension: domain.optional(),
  /** The purpose that it carries out for us and ends by `extension` (Art. 7(3), 21). */
  use: id.optional(),
  /** Days in which it should be done, when its answer names none. */
  days: z.number().int().min(1).max(90).default(30),
  /** Minutes between two questions whether it is done. */
  askEvery: z.number().int().min(1).max(1440).default(60),
  /** Seconds in which an answer must be whole. */
  answerWithin: z.number().int().min(1).max(120).default(30),
  limit: z
    .strictObject({ calls: z.number().int().positive(), seconds: z.number().int().positive() })
    .default({ calls: 60, seconds: 60 }),
});

export type OpendsrSource = z.output<typeof opendsrSource>;
