/** A day at the queue: filtered, sorted, shared out, taken along as CSV and as a calendar, by mouse, by keys and without JavaScript. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { at, lookTwice, takeIn } from "./desk-story";
import { expect, test } from "./fixtures";

const spaced = (reference: string) => `R-${reference.slice(2).replace(/(.{4})(?=.)/g, "$1 ")}`;
const row = (page: Page, reference: string): Locator => page.locator("tbody tr").filter({ hasText: spaced(reference) });
const tick = (page: Page, reference: string) => page.getByRole("checkbox", { name: `Tick ${spaced(reference)}` });
const dates = (page: Page, column: number) => page.locator(`tbody tr td:nth-of-type(${column})`).allInnerTexts();

async function give(page: Page, references: string[], to: string): Promise<void> {
  for (const reference of references) await tick(page, reference).check();
  await page.getByLabel("Give the ticked ones to").selectOption(to);
  await page.getByRole("button", { name: "Give", exact: true }).click();
}

/** Requests that came by e-mail yesterday and that nobody has in hand yet. */
async function freshOnes(page: Page, count: number): Promise<string[]> {
  const references: string[] = [];
  while (references.length < count)
    references.push(await takeIn(page, { right: "Access (Art. 15)", words: "What do you hold about me?" }));
  return references;
}

test("the queue is filtered, sorted and shared out, and what was shared out twice says so @always", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const [rui, nora] = [await at(browser, "rui"), await at(browser, "nora")];
  const references = await freshOnes(rui, 2);
  await rui.goto("/desk?state=received&sort=-received");
  await nora.goto("/desk?state=received&sort=-received");
  await expect(rui.getByRole("columnheader", { name: "Received" })).toHaveAttribute("aria-sort", "descending");
  const newest = await dates(rui, 4);
  expect(newest).toEqual(newest.toSorted().toReversed());

  // Nothing ticked: a sentence and nothing else.
  await rui.getByRole("button", { name: "Give", exact: true }).click();
  await expect(rui.locator("#error-summary")).toContainText("Tick the requests first.");

  await give(rui, references, "me");
  await expect(rui.getByText("2 requests changed hands.")).toBeVisible();
  for (const reference of references) await expect(row(rui, reference)).toContainText("you");

  // Nora's page is older than that: what she means to take is taken.
  await give(nora, references, "me");
  await expect(nora.locator("#error-summary")).toContainText(
    `Somebody else took ${spaced(references[0] ?? "")} meanwhile.`,
  );
  await nora.goto("/desk?with=me");
  await expect(row(nora, references[0] ?? "")).toHaveCount(0);

  await rui.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "mine" }).click();
  await expect(rui).toHaveURL(/\/desk\?with=me$/);
  for (const reference of references) await expect(row(rui, reference)).toHaveCount(1);
  await lookTwice(rui, "queue-mine");

  // On the request's own page it goes to a colleague by name, and back.
  await rui.goto(`/desk/requests/${references[0]}`);
  const hand = rui.getByRole("form", { name: "In hand" });
  await hand.getByLabel("Give it to").selectOption({ label: await nameOf(hand, "Nora") });
  await hand.getByRole("button", { name: "Give" }).click();
  await expect(rui.getByRole("complementary")).toContainText(/With .*Nora/);
  await rui.goto("/desk?with=nobody");
  await expect(row(rui, references[0] ?? "")).toHaveCount(0);
  await Promise.all([rui, nora].map((page) => page.context().close()));
});

const nameOf = async (form: Locator, part: string): Promise<string> =>
  (await form.getByRole("option").allInnerTexts()).find((text) => text.includes(part)) ?? "";

test("a view is taken along as CSV: all of it, no name in it, nothing that runs @always", async ({ browser }) => {
  const dora = await at(browser, "dora");
  await dora.goto("/desk?right=access");
  const shown = await dora.getByRole("rowheader").allInnerTexts();
  const [file] = await Promise.all([
    dora.waitForEvent("download"),
    dora.getByRole("link", { name: "This view as a table (CSV), all its pages" }).click(),
  ]);
  const text = await readFile((await file.path()) ?? "", "utf8");
  const lines = text.trimEnd().split("\r\n");
  expect(lines[0]).toBe('\ufeff"Reference","Right","State","Received","Due","Waits for","With"');
  expect(lines.length - 1).toBeGreaterThanOrEqual(shown.length);
  expect(lines.slice(1, shown.length + 1).map((line) => line.slice(1, 19))).toEqual(
    shown.map((one) => one.replaceAll(" ", "")),
  );
  for (const line of lines.slice(1)) expect(line).toMatch(/^"R-[0-9A-Z]{16}","Access",/);
  for (const cell of lines.flatMap((line) => line.split(","))) expect(cell).not.toMatch(/^"?[=+@\t-]/);
  expect(text).not.toMatch(/Jonas|Nora|Rui|@/);
  await dora.context().close();
});

test("j and k go through the rows, Enter opens, / finds; inside a field they are letters", async ({ browser }) => {
  const rui = await at(browser, "rui");
  await rui.goto("/desk");
  const links = rui.locator("tbody th a");
  await rui.getByText("Keys", { exact: true }).click();
  await expect(rui.getByRole("button", { name: "Turn these keys off" })).toBeVisible();
  await rui.keyboard.press("j");
  await expect(links.nth(0)).toBeFocused();
  await rui.keyboard.press("j");
  await expect(links.nth(1)).toBeFocused();
  await rui.keyboard.press("k");
  await expect(links.nth(0)).toBeFocused();
  await rui.keyboard.press("/");
  const search = rui.getByLabel("Find a request by its reference");
  await expect(search).toBeFocused();
  await rui.keyboard.type("jk/");
  await expect(search).toHaveValue("jk/");
  await rui.getByRole("button", { name: "Turn these keys off" }).click();
  await rui.keyboard.press("j");
  await expect(links.nth(0)).not.toBeFocused();
  await rui.getByRole("button", { name: "Turn these keys on" }).click();
  await rui.keyboard.press("j");
  await expect(links.nth(0)).toBeFocused();
  await rui.keyboard.press("Enter");
  await expect(rui).toHaveURL(/\/desk\/requests\/R-/);
  await rui.context().close();
});

for (const javaScriptEnabled of [true, false])
  test(`due dates come as a calendar until its address is taken back (${javaScriptEnabled ? "with" : "without"} JavaScript)`, async ({
    browser,
    playwright,
  }) => {
    const rui = await at(browser, "rui", { javaScriptEnabled });
    await rui.goto("/desk/calendar");
    await rui.getByRole("button", { name: "Make an address" }).click();
    await expect(rui.locator("#error-summary")).toContainText("Choose which requests it shows.");
    await rui.getByRole("radio", { name: "Due: all open requests" }).check();
    await rui.getByRole("button", { name: "Make an address" }).click();
    const address = await rui.getByLabel("The address").inputValue();
    expect(address).toMatch(/\/api\/calendar\/c[0-9a-f]{64}\.ics$/);
    const program = await playwright.request.newContext();
    const answer = await program.get(address);
    expect(answer.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
    const text = await answer.text();
    const lines = text.replace(/\r\n /g, "").split("\r\n");
    expect(lines.filter((line) => line === "BEGIN:VEVENT").length).toBeGreaterThan(0);
    expect(lines.find((line) => line.startsWith("UID:"))).toMatch(/^UID:R-[0-9A-Z]{16}@/);
    expect(lines.find((line) => line.startsWith("SUMMARY:"))).toMatch(/ due\\, R-/);
    expect(text).not.toMatch(/Jonas|Rui|@[a-z]+\.example/);
    // What else one might try opens nothing.
    for (const other of [
      address.slice(0, -4),
      address.replace(/\/c[0-9a-f]/, "/cg"),
      address.replace(/.\.ics$/, "z.ics"),
    ])
      expect((await program.get(other)).status()).toBe(404);
    await rui.goto("/desk/calendar");
    await expect(rui.getByLabel("The address")).toHaveCount(0);
    if (javaScriptEnabled) await lookTwice(rui, "calendar");
    const count = await rui.locator("tbody tr").count();
    await rui.getByRole("button", { name: "Take back" }).first().click();
    await expect(rui.locator("tbody tr")).toHaveCount(count - 1);
    expect((await program.get(address)).status()).toBe(404);
    await program.dispose();
    await rui.context().close();
  });

test("without JavaScript a whole page is ticked by a link, given and given back @always", async ({ browser }) => {
  test.setTimeout(180_000);
  const nora = await at(browser, "nora", { javaScriptEnabled: false });
  await freshOnes(nora, 1);
  await nora.goto("/desk?with=nobody&right=access");
  await nora.getByRole("link", { name: "tick all on this page" }).click();
  // What is counted is the whole of the next page, not as much of it as has come.
  await nora.waitForURL(/tick=all/);
  const boxes = nora.getByRole("checkbox");
  const count = await boxes.count();
  for (const box of await boxes.all()) await expect(box).toBeChecked();
  await nora.getByLabel("Give the ticked ones to").selectOption("me");
  await nora.getByRole("button", { name: "Give", exact: true }).click();
  await expect(nora).toHaveURL(new RegExp(`right=access&with=nobody&given=${count}$`));
  const older = await nora.context().newPage();
  for (const page of [nora, older]) await page.goto("/desk?with=me&right=access&tick=all");
  await nora.getByLabel("Give the ticked ones to").selectOption("nobody");
  await nora.getByRole("button", { name: "Give", exact: true }).click();
  await expect(nora.getByText(/changed hands\.$/)).toBeVisible();
  await expect(nora.getByText("Nothing here.")).toBeVisible();
  // A page from before, sent again: it was done, and says so.
  await older.getByLabel("Give the ticked ones to").selectOption("nobody");
  await older.getByRole("button", { name: "Give", exact: true }).click();
  await expect(older.locator("#error-summary")).toContainText("was there already; nothing was changed.");
  await nora.context().close();
});
