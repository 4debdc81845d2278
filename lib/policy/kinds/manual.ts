/** A system that only a person can reach. */
import { z } from "zod";
import { id, words } from "../words";

export const manualSource = z.strictObject({
  kind: z.literal("manual"),
  label: words,
  categories: z.array(id).min(1),
  recipient: id,
  steps: words,
});

export type ManualSource = z.output<typeof manualSource>;
