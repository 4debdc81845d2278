/** Writes the portal's history into a new demo, through the front door. A process of its own, with the portal's env. */
import { seedPortal } from "../../prisma/seed";

await seedPortal(process.env);
process.exit(0);
