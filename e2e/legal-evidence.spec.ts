/** Lea of legal finds a request's evidence, orders it, takes it away and checks it; one changed bit is found. */
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { verifyBundle } from "../lib/bundle/verify";
import { verifyCollection } from "../lib/bundle/verify-collection";
import { at, look } from "./desk-story";
import { expect, test } from "./fixtures";

test("legal orders a bundle, downloads it signed and verifies it; a changed bit and what is no bundle are refused @always", async ({
  browser,
}) => {
  const lea = await at(browser, "lea");
  await lea.goto("/evidence");
  await look(lea, "evidence");
  const reference = (
    await lea
      .getByRole("row", { name: /Answered/ })
      .first()
      .getByRole("link")
      .innerText()
  ).replace(/ /g, "");
  await lea.getByLabel("Find a request by its reference").fill(reference.toLowerCase());
  await lea.getByRole("button", { name: "Find" }).click();
  await expect(lea).toHaveURL(new RegExp(`/evidence/${reference}$`));
  await expect(lea.getByText(/^Verifies: \d+ events, nothing was changed/)).toBeVisible();
  await look(lea, "evidence-one");
  await lea.getByLabel("New note").fill("Their lawyer wrote to us; the file is with us.");
  await lea.getByRole("button", { name: "Keep the note" }).click();
  await expect(lea.getByText("Their lawyer wrote to us").last()).toBeVisible();
  // What was kept is not left over to be kept once more.
  await expect(lea.getByLabel("New note")).toHaveValue("");
  await look(lea, "evidence-note");

  const bundle = await downloaded(lea, "Order bundle", "without personal data");
  await look(lea, "evidence-bundle");
  const personal = await downloaded(lea, "With personal data", "with personal data");
  for (const one of [bundle, personal])
    expect(await verifyBundle(one)).toMatchObject({ ok: true, problems: [], signature: "not-checked" });
  expect(personal.length).toBeGreaterThan(bundle.length);
  await lea.reload();
  await expect(lea.getByRole("table", { name: "Events in their order" })).toContainText("Taken out: evidence bundle");
  await expect(lea.getByRole("table", { name: "Staff in the events of this request" })).toContainText("Lea");

  await lea.goto("/evidence/verify");
  await look(lea, "verify");
  await hand(lea, bundle);
  await expect(lea.getByText(/^Verifies: \d+ events/)).toBeVisible();
  await expect(lea.getByText("The bundle is signed.")).toBeVisible();
  await expect(lea.getByText("This bundle says demo")).toBeVisible();
  await look(lea, "verified");

  const changed = Buffer.from(bundle);
  const at_ = Math.floor(changed.length / 2);
  changed[at_] = (changed[at_] as number) ^ 1;
  await hand(lea, changed);
  await expect(lea.getByText(/^Does not verify: \d+ problems?\.$/)).toBeVisible();
  await expect(lea.getByRole("heading", { name: "Problems" })).toBeVisible();
  await look(lea, "verified-changed");

  await hand(lea, Buffer.from("no bundle at all"));
  await expect(lea.getByText(/^Does not verify/)).toBeVisible();
  await lea.getByRole("button", { name: "Verify" }).click();
  await expect(lea.locator("#error-summary")).toContainText("Choose a file first.");
  await lea.context().close();
});

test("a bundle is ordered and taken away without JavaScript too", async ({ browser }) => {
  const lea = await at(browser, "lea", { javaScriptEnabled: false });
  await lea.goto("/evidence");
  await lea.getByRole("row", { name: /Answered/ }).last().getByRole("link").click(); // prettier-ignore
  const bundle = await downloaded(lea, "Order bundle", "without personal data");
  expect(await verifyBundle(bundle)).toMatchObject({ ok: true, demo: true, signature: "not-checked" });
  await lea.context().close();
});

test("legal orders all requests of a person, fetches them as one file and says when it is destroyed", async ({
  browser,
}) => {
  const lea = await at(browser, "lea", { javaScriptEnabled: false });
  await lea.goto("/evidence");
  const reference = await lea.getByRole("row", { name: /Answered/ }).first().getByRole("link").innerText(); // prettier-ignore
  await lea.goto("/evidence/exports");
  await lea.getByRole("button", { name: "Order" }).click();
  await expect(lea.locator("#error-summary")).toContainText("Choose of which requests.");
  await lea.getByLabel("All requests of one person").check();
  await lea.getByLabel("Reference of one of the person’s requests").fill("R-1");
  await lea.getByLabel(/^With letters, plans/).check();
  await lea.getByRole("button", { name: "Order" }).click();
  await expect(lea.locator("#error-summary")).toContainText("Enter a reference");
  await look(lea, "exports-refused");
  await lea.getByLabel("Reference of one of the person’s requests").fill(reference);
  await lea.getByRole("button", { name: "Order" }).click();
  const row = lea.getByRole("row", { name: `All requests of the person of ${reference}` }).first();
  await expect(row).toContainText("with letters");
  await expect(async () => {
    await lea.goto("/evidence/exports");
    await expect(row).toContainText("ready until", { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await look(lea, "exports-ready");
  const [download] = await Promise.all([
    lea.waitForEvent("download"),
    row.getByRole("button", { name: "Download" }).click(),
  ]);
  const file = await open(await download.path());
  const verified = await verifyCollection(file, (bytes) => verifyBundle(bytes), undefined);
  await file.close();
  expect(verified).toMatchObject({ ok: true, problems: [], demo: true, signature: "not-checked" });
  expect(verified.bundles).toBeGreaterThan(0);
  await lea.goto("/evidence/verify");
  await hand(lea, readFileSync(await download.path()));
  await expect(lea.getByText(/^Verifies: (?:one bundle|\d+ bundles), \d+ events/)).toBeVisible();
  await lea.goto("/evidence/exports");
  await row.getByRole("button", { name: "All copies are destroyed" }).click();
  await expect(row).toContainText("destroyed on");
  await look(lea, "exports-destroyed");
  await lea.context().close();
});

test("the days of receipt narrow the list, without JavaScript too", async ({ browser }) => {
  const lea = await at(browser, "lea", { javaScriptEnabled: false });
  await lea.goto("/evidence?from=2001-01-01&to=2001-12-31");
  await expect(lea.getByText("No request was received in this time.")).toBeVisible();
  await lea.getByLabel("Received from").fill("2020-01-01");
  await lea.getByLabel("to", { exact: true }).fill("2099-12-31");
  await lea.getByRole("button", { name: "Show" }).click();
  await expect(lea.getByRole("rowheader").first()).toBeVisible();
  await lea.context().close();
});

test("each role has its own doors: to all others there is no such page", async ({ browser }) => {
  const closed: Record<string, string[]> = {
    lea: ["/desk", "/desk/intake", "/desk/withdrawals", "/desk/duties", "/desk/holds", "/desk/tasks", "/desk/policy"],
    otto: ["/desk", "/desk/policy", "/evidence", "/evidence/verify"],
    ana: ["/desk", "/desk/tasks", "/evidence", "/evidence/verify"],
  };
  for (const [person, paths] of Object.entries(closed)) {
    const page = await at(browser, person);
    for (const path of paths) expect((await page.goto(path))?.status(), `${person} ${path}`).toBe(404);
    for (const path of ["/desk/requests/R-0000000000000000", "/evidence/R-0000000000000000"])
      expect((await page.goto(path))?.status(), `${person} ${path}`).toBe(404);
    await page.context().close();
  }
});

type Person = Awaited<ReturnType<typeof at>>;

/** Orders a bundle, looks again until the worker has made it, and takes it away. */
async function downloaded(page: Person, button: string, kind: string): Promise<Buffer> {
  await page.getByRole("button", { name: button }).click();
  const row = page.getByRole("row", { name: new RegExp(`^${kind}`) }).first();
  await expect(row).toBeVisible();
  await expect(async () => {
    const again = row.getByRole("link", { name: "Look again" });
    if (await again.isVisible()) await again.click();
    await expect(row).toContainText("ready until", { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    row.getByRole("button", { name: "Download bundle" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^R-[0-9A-Z]{16}-evidence(-with-letters)?\.zip$/);
  return readFileSync(await download.path());
}

async function hand(page: Person, buffer: Buffer): Promise<void> {
  await page.getByLabel("Evidence bundle").setInputFiles({ name: "bundle.zip", mimeType: "application/zip", buffer });
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page).toHaveURL(/result=/);
}
