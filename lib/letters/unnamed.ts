import type { Block } from "./letter";

/** The desk sees names only on demand: a block without the person's name. */
export function unnamed(name: string | null, block: Block): Block {
  if (!name || !("text" in block)) return block;
  return { text: block.text.replaceAll(name, "…") };
}
