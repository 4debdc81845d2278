/** Where a request comes from, for counting attempts only. */
import { headers } from "next/headers";

/** Name of the header in which our own server hands on the address it saw; one from outside is removed there. */
export const visitorHeader = "x-rightful-visitor";

/** The visitor's network address as our server saw it, or one name for all when it did not say. */
export const visitor = async (): Promise<string> => (await headers()).get(visitorHeader) ?? "unknown";
