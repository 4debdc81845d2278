/** `npm run build`: the Prisma client, then the pages. */
import { resolve } from "node:path";
import { generateClient } from "./generate.mjs";
import { buildPages } from "./next-build.mjs";

const root = resolve(import.meta.dirname, "../..");
try {
  await generateClient(root);
  await buildPages(root, "inherit");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
