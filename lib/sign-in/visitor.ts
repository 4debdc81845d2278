/** Where a request comes from, for counting attempts only. */
import { headers } from "next/headers";
import { visitorHeader } from "./visitor-header";

/** The visitor's network address as our server saw it, or one name for all when it did not say. */
export const visitor = async (): Promise<string> => (await headers()).get(visitorHeader) ?? "unknown";
