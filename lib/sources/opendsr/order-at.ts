/** A processor, what the policy says about it, what the portal remembers, and the one way to order something there. */
import type { OpendsrSource } from "../../policy/kinds/opendsr";
import type { SourceTools } from "../source";
import { followOrder, type Following } from "./give-order";
import { processor, type Processor } from "./processor";

export type At = {
  source: string;
  mapping: OpendsrSource;
  tools: SourceTools;
  asks: Processor;
  /** Whether it takes orders of this type. */
  supports(type: string): Promise<boolean>;
  /** Gives the order of this id unless it was given, and says where it stands. */
  follow(id: string, operation: string | null, about: object): Promise<Following>;
};

/** The path of the portal to which the processor of a source may send what became of an order. */
export const callbackPath = (source: string): string => `/api/callbacks/opendsr/${source}`;

export function orderAt(source: string, mapping: OpendsrSource, tools: SourceTools): At {
  const asks = processor(source, mapping, tools);
  return {
    source,
    mapping,
    tools,
    asks,
    supports: async (type) => (await asks.discover()).supported_subject_request_types.includes(type),
    async follow(id, operation, about) {
      const now = await tools.now();
      const portal = tools.secret("APP_URL");
      const body = {
        regulation: "gdpr",
        subject_request_id: id,
        submitted_time: now,
        api_version: "2.0",
        ...about,
        ...(portal ? { status_callback_urls: [new URL(callbackPath(source), portal).href] } : {}),
      };
      return followOrder({ id, operation, body }, { memory: tools.memory, asks, mapping, now });
    },
  };
}
