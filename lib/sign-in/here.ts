import { headers } from "next/headers";

/** The path of this page, without what stands behind it. */
export const here = async (): Promise<string> =>
  ((await headers()).get("x-rightful-path") ?? "").split("?", 1)[0] ?? "";
