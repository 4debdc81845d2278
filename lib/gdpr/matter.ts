/** Art. 17(3)(e), 58: who can make something a matter of the law: whoever writes with a claim or an order. */
export const matterKinds = ["authority", "court", "lawyer", "claimant"] as const;
export type MatterKind = (typeof matterKinds)[number];

/** Art. 58(2)(c), (d), (f), (g): the rights that are ordered to be carried out. */
export const orderedRights = ["access", "rectification", "erasure", "restriction"] as const;
