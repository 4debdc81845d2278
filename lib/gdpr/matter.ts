/** Art. 17(3)(e), 58: who can make something a matter of the law: whoever writes with a claim or an order. */
export const matterKinds = ["authority", "court", "lawyer", "claimant"] as const;
export type MatterKind = (typeof matterKinds)[number];
