/**
 * OpenDSR 2.0, 8.5 to 8.8: what a processor sends when an order moved. Who sent it is known from the signature over the raw
 * bytes, before anything of them is read; what is read is only which order it is about. Nothing else in it is believed.
 */
import * as z from "zod";
import type { OpendsrSource } from "../../policy/kinds/opendsr";
import type { SourceTools } from "../source";
import type { Headers } from "./call";
import { callbackPath } from "./order-at";
import { isOrderId, orderOf } from "./orders";
import { processor } from "./processor";

/** `order` is one that was given; the others say why nothing is taken from it. */
export type Heard = { order: string } | "not-signed" | "unusable" | "unknown-order";
export type Listener = (raw: Buffer, headers: Headers) => Promise<Heard>;

const body = z.object({ subject_request_id: z.string().refine(isOrderId), status_callback_url: z.string() });

/** Listens for one source. Throws `SourceUnreachable` when the processor's certificate cannot be had. */
export function listener(source: string, mapping: OpendsrSource, tools: SourceTools): Listener {
  const from = processor(source, mapping, tools);
  return async (raw, headers) => {
    if (!(await from.isFrom(raw, headers))) return "not-signed";
    const read = body.safeParse(parsed(raw));
    const own = new URL(callbackPath(source), tools.secret("APP_URL")).href;
    // What was meant for another controller says nothing about an order of ours.
    if (!read.success || read.data.status_callback_url !== own) return "unusable";
    const { subject_request_id: order } = read.data;
    return (await orderOf(tools.memory, order)) ? { order } : "unknown-order";
  };
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    return null;
  }
}
