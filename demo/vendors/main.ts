/** The vendors of the demo as a process of its own; the start script gives it everything by environment. */
import pg from "pg";
import { rotateNightly } from "../shop/rotate-web-logs";
import { peopleOfShop } from "./people";
import { vendorSecretNames, type VendorSecrets } from "./secrets";
import { startAllVendors } from "./start-all";

const { PORT, IMAP_PORT, RECEIVER_PORT, VENDORS_DIR, VENDORS_FAULTS, WEB_LOGS_DIR, SHOP_OWNER_URL, DATABASE_URL } =
  process.env;
if (!PORT || !IMAP_PORT || !RECEIVER_PORT || !VENDORS_DIR || !WEB_LOGS_DIR || !SHOP_OWNER_URL || !DATABASE_URL)
  throw new Error(
    "PORT, IMAP_PORT, RECEIVER_PORT, VENDORS_DIR, WEB_LOGS_DIR, SHOP_OWNER_URL and DATABASE_URL must be set",
  );
const secrets = Object.fromEntries(vendorSecretNames.map((name) => [name, process.env[name] ?? ""])) as VendorSecrets;
const missing = vendorSecretNames.filter((name) => secrets[name] === "");
if (missing.length > 0) throw new Error(`${missing.join(", ")} must be set`);

// Who moves the clock of the demo moves the vendors' clock too. While the database is away it stands as it stood.
const clock = new pg.Pool({ connectionString: DATABASE_URL, max: 1 });
clock.on("error", (error) => console.error(`the clock of the demo: ${error.message}`));
let ahead = 0;
async function aheadOfThisMachine(): Promise<number> {
  try {
    const sql = "select extract(epoch from portal_now() - clock_timestamp())::float8 * 1000 as ahead";
    ahead = (await clock.query<{ ahead: number }>(sql)).rows[0]?.ahead ?? 0;
  } catch (error) {
    console.error(`the clock of the demo: ${error instanceof Error ? error.message : String(error)}`);
  }
  return ahead;
}

const { vendors, stop } = await startAllVendors({
  port: Number(PORT),
  imapPort: Number(IMAP_PORT),
  receiverPort: Number(RECEIVER_PORT),
  secrets,
  people: await peopleOfShop(SHOP_OWNER_URL),
  faults: VENDORS_FAULTS === "1",
  folder: VENDORS_DIR,
  ahead: aheadOfThisMachine,
  // Who confirms later calls back by himself.
  beat: 1_000,
});
const ending = new AbortController();
// The shop's web server lives by the same clock.
const rotated = rotateNightly(
  WEB_LOGS_DIR,
  async () => new Date(Date.now() + (await aheadOfThisMachine())),
  ending.signal,
);
console.log(`vendors at http://localhost:${vendors.port}`);
process.once("SIGTERM", () => {
  ending.abort();
  void Promise.all([stop(), rotated]).then(() => process.exit(0));
});
