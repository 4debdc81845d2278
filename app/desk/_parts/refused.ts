import { notFound } from "next/navigation";

/** What is unknown and what one may not do get the same answer: there is no such page. The other reasons come back. */
export function notFoundOr<Reason extends string>(reason: Reason): Exclude<Reason, "not-found" | "not-allowed"> {
  if (reason === "not-found" || reason === "not-allowed") notFound();
  return reason as Exclude<Reason, "not-found" | "not-allowed">;
}
