/** The day after a breach: the officer declares a surge, everybody reads of it, and what is alike is done together. */
import type { Browser, Page } from "@playwright/test";
import { at, inLanguage, look, lookTwice, untilDesk, yesterday } from "./desk-story";
import { expect, linkIn, test } from "./fixtures";
import { inbox } from "./inbox";

test.setTimeout(300_000);

const text = {
  en: "On Monday somebody copied a file with e-mail addresses of our customers.\n\nNo passwords and no payment data were in it. You need not do anything.",
  de: "Am Montag hat jemand eine Datei mit E-Mail-Adressen unserer Kundschaft kopiert.\n\nPasswörter und Zahlungsdaten waren nicht dabei. Sie müssen nichts tun.",
};
const reason = {
  en: "After the file was copied on Monday some 40,000 people asked within three days.",
  de: "Nach der Kopie der Datei am Montag haben binnen drei Tagen rund 40.000 Menschen gefragt.",
};
const spaced = (reference: string) => `R-${reference.slice(2).replace(/(.{4})(?=.)/g, "$1 ")}`;
const inMonths = (count: number) => {
  const day = new Date();
  day.setUTCMonth(day.getUTCMonth() + count);
  return day.toISOString().slice(0, 10);
};

/** Somebody whom the shop does not know comes by an e-mail link and asks for the deletion; gives the reference. */
async function strangerAsks(browser: Browser, address: string): Promise<string> {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await page.goto("/sign-in/link");
  await page.getByRole("textbox").fill(address);
  await page.getByRole("main").getByRole("button").click();
  await page.goto(linkIn(await inbox.waitFor(({ to }) => to.includes(address), `mail for ${address}`)));
  await page.getByRole("main").getByRole("button").click();
  await expect(page).toHaveURL(/\/my/);
  await page.goto("/my/new?want=erasure&scope=everything&contact=allow&seen=yes");
  await page.getByRole("button", { name: "Ask for the deletion" }).click();
  await expect(page).toHaveURL(/\/done$/);
  const reference = new URL(page.url()).pathname.split("/")[3] ?? "";
  await context.close();
  return reference;
}

/** Draws a sample of the erasures that wait for `word`, and opens each plan of it. Nothing can be said before that. */
async function looksAtSample(page: Page, word: string, says: RegExp): Promise<void> {
  const group = page.getByRole("row").filter({ hasText: "Erasure" }).filter({ hasText: word });
  await group.getByRole("button", { name: "Draw a sample" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A sample of identical plans");
  await expect(page.getByRole("button", { name: says })).toHaveCount(0);
  const open = page.getByRole("button", { name: "Open the plan" });
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().click();
    await expect(open).toHaveCount(left - 1);
    await expect(page.getByRole("heading", { name: /^The plan of R-/ })).toBeVisible();
  }
}

async function approveGroup(page: Page, waits: string, pictures: boolean): Promise<void> {
  await page.goto("/desk/surge/groups");
  if (pictures) await lookTwice(page, "plan-groups");
  await looksAtSample(page, waits, /^Approve/);
  if (pictures) await lookTwice(page, "plan-group");
  await page.getByRole("button", { name: /^Approve \d+ requests$/ }).click();
}

/** The officer is heard once about all of them; what a page that stood open meanwhile says later changes nothing. */
async function opinionOfGroup(dora: Page, references: readonly string[]): Promise<void> {
  for (const reference of references) await untilDesk(dora, reference, /plan [0-9a-f]{4} [0-9a-f]{4}/);
  await dora.goto("/desk/surge/groups");
  await looksAtSample(dora, "your opinion", /^Give your opinion/);
  const late = await dora.context().newPage();
  await late.goto(dora.url());
  const give = (page: Page) => page.getByRole("button", { name: /^Give your opinion about \d+ requests$/ }).click();
  await give(dora);
  await expect(dora.locator("#error-summary")).toContainText("Choose whether you agree or object.");
  await lookTwice(dora, "plan-group-opinion");
  await dora.getByLabel("I agree").check();
  await dora.getByLabel("Your reasons").fill("Nothing is held in the shop that has to stay.");
  await give(dora);
  await untilSays(dora, /The opinion stands with each of \d+ requests/);
  await lookTwice(dora, "plan-group-heard");

  await late.getByLabel("I object").check();
  await late.getByLabel("Your reasons").fill("On second thoughts something has to stay.");
  await give(late);
  await expect(late.locator("#error-summary")).toContainText("You decided about this group already.");
  await late.getByRole("button", { name: "Put the group back" }).click();
  await expect(late.locator("#error-summary").first()).toContainText("You decided about this group already.");
  await late.close();
  for (const reference of references) {
    await dora.goto(`/desk/requests/${reference}`);
    await expect(dora.getByRole("main")).toContainText("The Data Protection Officer agrees");
  }
}

async function untilSays(page: Page, words: RegExp): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("main")).toContainText(words, { timeout: 500 });
  }).toPass({ timeout: 60_000 });
}

test("a surge is declared, told, used by two people, and ended", async ({ browser, page: anybody }) => {
  const addresses = ["first", "second"].map((name) => `kim.${name}.${Date.now()}@post.example`);
  const references: string[] = [];
  for (const address of addresses) references.push(await strangerAsks(browser, address));
  const [dora, rui, nora] = [await at(browser, "dora"), await at(browser, "rui"), await at(browser, "nora")];
  await declare(dora);
  await opinionOfGroup(dora, references);
  await read(anybody);
  await moreTime(rui, references);
  await approveGroup(rui, "an approval", true);
  await untilSays(rui, /Approved by you; wait for a second person\s*[2-9]/);
  await look(rui, "plan-group-first");
  await approveGroup(nora, "a second approval", false);
  await untilSays(nora, /Approved\s*[2-9]/);
  for (const reference of references)
    await untilDesk(nora, reference, "approved by a second person, together with others of the same shape");

  await dora.goto("/desk/surge");
  await lookTwice(dora, "surge-lasts");
  await dora.getByRole("button", { name: "End the surge" }).click();
  await expect(dora.getByRole("heading", { name: "Declare a surge" })).toBeVisible();
  await expect(dora.getByRole("heading", { name: "Earlier surges" })).toBeVisible();
  await anybody.goto("/");
  await expect(anybody.getByRole("heading", { name: "Important notice" })).toHaveCount(0);
  await rui.goto("/desk");
  await expect(rui.getByText("A surge of requests has been declared")).toHaveCount(0);
  await Promise.all([dora, rui, nora].map((page) => page.context().close()));
});

async function declare(dora: Page): Promise<void> {
  await dora.goto("/desk");
  await dora.getByRole("link", { name: "Surge of requests" }).click();
  // Of a story that stopped half way.
  const lasting = dora.getByRole("button", { name: "End the surge" });
  const none = dora.getByRole("heading", { name: "Declare a surge" });
  await expect(lasting.or(none).first()).toBeVisible();
  if ((await lasting.count()) > 0) await lasting.click();
  await expect(none).toBeVisible();
  await lookTwice(dora, "surge-none");
  await dora.getByLabel("What happened?").fill("A third party copied the file of the newsletter on Monday.");
  await dora.getByLabel("Since when?").fill(yesterday());
  await dora.getByLabel("How many requests do you expect?").fill("a lot");
  await dora.getByLabel("Why is it extraordinary").fill("Too much.");
  await dora.getByLabel("Text for the first page, English").fill(text.en);
  await dora.getByRole("button", { name: "Declare the surge" }).click();
  const summary = dora.locator("#error-summary");
  await expect(summary).toContainText("Give a whole number from 1 to 9,999,999.");
  await expect(summary).toContainText("in both languages");
  await look(dora, "surge-problems");
  await dora.getByLabel("How many requests do you expect?").fill("40000");
  await dora.getByLabel("Why is it extraordinary").fill("Those who were written to ask once; it ends within weeks.");
  await dora.getByLabel("Text for the first page, German").fill(text.de);
  await dora.getByLabel("When do you look at it again?").fill(inMonths(5));
  await dora.getByRole("button", { name: "Declare the surge" }).click();
  await expect(summary).toContainText("What passes is looked at again within three months.");
  await expect(dora.getByLabel("Text for the first page, English")).toHaveValue(text.en);
  await dora.getByLabel("When do you look at it again?").fill(inMonths(1));
  await dora.getByRole("button", { name: "Declare the surge" }).click();
  await expect(dora.getByText("40,000 requests are expected")).toBeVisible();
}

async function read(anybody: Page): Promise<void> {
  await anybody.goto("/");
  await inLanguage(anybody, "en");
  await expect(anybody.getByRole("region", { name: "Important notice" })).toContainText("You need not do anything.");
  await lookTwice(anybody, "first-page-surge");
  await inLanguage(anybody, "de");
  await expect(anybody.getByRole("region", { name: "Wichtiger Hinweis" })).toContainText("Sie müssen nichts tun.");
  await inLanguage(anybody, "en");
}

async function moreTime(rui: Page, references: string[]): Promise<void> {
  await rui.goto("/desk?right=erasure&state=planned&sort=-received");
  await expect(rui.getByText("A surge of requests has been declared")).toBeVisible();
  await look(rui, "queue-surge");
  await rui.getByRole("button", { name: "More time for the ticked ones" }).click();
  await expect(rui.getByText("No request was ticked.")).toBeVisible();
  await rui.goBack();
  for (const reference of references) await rui.getByRole("checkbox", { name: `Tick ${spaced(reference)}` }).check();
  await rui.getByRole("button", { name: "More time for the ticked ones" }).click();
  await expect(rui.getByText("The 2 ticked requests")).toBeVisible();
  await rui.getByLabel("The concrete reason, in English").fill("Much to do.");
  await rui.getByLabel("The concrete reason, in German").fill(reason.de);
  await rui.getByRole("button", { name: "Send 2 notices" }).click();
  await expect(rui.locator("#error-summary")).toContainText("at least one whole sentence");
  await lookTwice(rui, "surge-extend");
  await rui.getByLabel("The concrete reason, in English").fill(reason.en);
  await rui.getByRole("button", { name: "Send 2 notices" }).click();
  await expect(rui.getByRole("heading", { level: 1 })).toHaveText("Notices of more time");
  // The new date holds where the receiving server took the notice.
  await untilSays(rui, /there the new date holds\s*2/);
  await lookTwice(rui, "surge-extension");
  await rui.goto(`/desk/requests/${references[0]}`);
  await expect(rui.getByRole("main")).toContainText("Many more requests than usual, for a time");
  await look(rui, "request-surge");
  // Nobody is told twice.
  await rui.goto(`/desk/surge/extend?${references.map((reference) => `request=${reference}`).join("&")}`);
  await expect(rui.getByText("None of these requests can get more time.")).toBeVisible();
}
