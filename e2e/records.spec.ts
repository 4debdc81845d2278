/**
 * Art. 5(1)(c), (f), 15(4): the desk looks at the records behind one line of a plan, for a purpose that is recorded first; of those
 * that name others it decides what is blacked out, and exactly that is missing in the copy.
 */
import type { Browser, Page } from "@playwright/test";
import { ask, at, look, lookTwice, untilDesk } from "./desk-story";
import { downloaded } from "./fetch-copy";
import { expect, test } from "./fixtures";
import { unzip } from "./unzip";

test.setTimeout(300_000);

test("a reviewer says what for, sees the records of one line, decides what of them others own, and both are told", async ({
  browser,
}) => {
  const reference = await ask(browser, "jakob", "access");
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await untilDesk(rui, reference, "Look at records");
  await rui.getByRole("link", { name: "Look at records" }).click();
  await rui.getByRole("button", { name: "Record the look and show the records" }).click();
  const summary = rui.locator("#error-summary");
  for (const wrong of ["Choose the line.", "Choose what for.", "Write down what you have to find out"])
    await expect(summary).toContainText(wrong);
  await lookTwice(rui, "records-ask");

  await rui
    .getByRole("radio", { name: /^Orders? .*Shop/ })
    .first()
    .check();
  await rui.getByRole("radio", { name: "check what the plan decides" }).check();
  await rui.getByLabel("What exactly do you have to find out?").fill("Is the order of October the one they mean?");
  const shown = rui.waitForResponse((answer) => /records\?look=\d+$/.test(answer.url()) && answer.status() === 200);
  await rui.getByRole("button", { name: "Record the look and show the records" }).click();
  expect((await shown).headers()["cache-control"]).toContain("no-store");
  const main = rui.getByRole("main");
  await expect(main).toContainText("Schillerstraße 60");
  await expect(main).toContainText("Is the order of October the one they mean?");
  await lookTwice(rui, "records-shown");

  // The address alone opens nothing to a colleague.
  const dora = await at(browser, "dora");
  await dora.goto(rui.url());
  await expect(dora.getByRole("main")).toContainText("This look is over");
  await expect(dora.getByRole("main")).not.toContainText("Schillerstraße");
  await untilDesk(dora, reference, "Looked at the records: ");
  await expect(dora.getByRole("main")).not.toContainText("October");
  await look(dora, "records-looked");
  await Promise.all([rui, dora].map((page) => page.context().close()));
  await redact(browser, reference);
});

/** A parcel to somebody else goes into the copy without their address, and the answer says so. */
async function redact(browser: Browser, reference: string): Promise<void> {
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await untilDesk(rui, reference, "Decide about records that name others");
  await rui.goto(`/desk/requests/${reference}/doubt`);
  await expect(rui.getByRole("radio", { name: "Hand them out" })).toHaveCount(0);
  await look(rui, "doubt-one-by-one");

  await lookAtLine(rui, reference, /delivery_notes/);
  await expect(rui.getByRole("main")).toContainText("Lotte Sander");
  for (const value of ["Lotte Sander", "lotte.sander@post.example", "Wiesengrund 1", "04177", "Leipzig"])
    await rui
      .locator(".field", { hasText: value })
      .getByRole("combobox")
      .selectOption({ label: "Black out: rights of other people (Art. 15(4))" });
  await rui.getByRole("radio", { name: "Hand it out as marked above" }).check();
  await rui.getByRole("button", { name: "Keep these decisions" }).click();
  await expect(rui.getByRole("main")).toContainText("One decision was kept.");
  await lookTwice(rui, "redact");

  await release(rui);
  await expect(rui.locator("#error-summary")).toContainText("Not every record is decided about");
  for (const line of [/shipments/, /support_messages/, /^\d+ ticket\//]) {
    await lookAtLine(rui, reference, line);
    for (const radio of await rui.getByRole("radio", { name: /^Withhold it all: secrecy/ }).all()) await radio.check();
    await rui.getByRole("button", { name: "Keep these decisions" }).click();
    await release(rui);
    await untilDesk(rui, reference, /^(?![^]*being made anew)[^]*plan [0-9a-f]{4} [0-9a-f]{4}/);
  }
  await expect(rui.getByRole("table", { name: "Decisions of the plan" })).toContainText(
    "rights of others, Art. 15(4) GDPR",
  );
  await rui.getByRole("link", { name: "Approve this plan" }).click();
  await rui.getByRole("button", { name: /^Approve plan / }).click();
  await untilDesk(rui, reference, "Answered", { seconds: 60 });

  const jakob = await at(browser, "jakob");
  await jakob.goto(`/my/requests/${reference}`);
  const files = await unzip(await downloaded(jakob, "Download my copy"));
  const all = [...files.values()].map((file) => file.toString("utf8")).join("\n");
  expect(all).not.toMatch(/Lotte|Wiesengrund/);
  expect(files.get("records/delivery-note-1.html")?.toString("utf8")).toContain(
    "█████ [blacked out: rights of other people",
  );
  await jakob.getByRole("link", { name: /^Your copy is ready/ }).click();
  await expect(jakob.getByRole("article")).toContainText("What we blacked out, and why");
  await lookTwice(jakob, "redact-letter");
  await Promise.all([rui, jakob].map((page) => page.context().close()));
}

/** Records a look at one part of the records that name others. */
async function lookAtLine(page: Page, reference: string, part: RegExp): Promise<void> {
  await page.goto(`/desk/requests/${reference}/redact`);
  await page
    .getByRole("radio")
    .and(page.locator("[value*=' ']"))
    .nth(await indexOf(page, part))
    .check();
  await page.getByLabel("What do you have to find out?").fill("Whose address stands on it?");
  await page.getByRole("button", { name: "Record the look and show the records" }).click();
  await expect(page.getByRole("button", { name: "Keep these decisions" })).toBeVisible();
}

async function indexOf(page: Page, part: RegExp): Promise<number> {
  const values = await page.getByRole("radio").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  return values.findIndex((value) => part.test(value));
}

async function release(page: Page): Promise<void> {
  await page.getByLabel("Your reason").fill("The other person's address is not his to have.");
  await page.getByRole("button", { name: "Make the plan anew with these decisions" }).click();
}
