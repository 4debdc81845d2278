/** What can be asked for without the customer's own pages. */
export const wanted = ["access", "rectification", "erasure", "restriction"] as const;
