/** A finished erasure: what the page and the letter say, what opens them without an account, and what goes years later. */
import type { Page } from "@playwright/test";
import { askFor, deletionOfEverything, look, sumOfNumbers, words } from "./customer-story";
import { passTime } from "./demo-database";
import { inLanguage, look as lookAtDesk, screens, untilDesk } from "./desk-story";
import { expect, signInAs, test } from "./fixtures";
import { approvePlan, deskAtWork, goHome } from "./whole-desk";

test.setTimeout(420_000);

test("Jonas in Ulm does not wait for his copy; what stays goes years later (wide, in both languages)", async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: "de-DE", viewport: screens.wide });
  const jonas = await context.newPage();
  const headline = jonas.getByRole("heading", { level: 1 });
  await signInAs(jonas, "jonas-south");
  const [copy, deletion] = await askFor(jonas, `want=access&${deletionOfEverything}`, words.de.sendBoth);
  const code = await jonas.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}-/).innerText();
  let desk = await deskAtWork(browser);
  await approvePlan(desk, deletion, "erasure");
  await jonas.goto(`/my/requests/${deletion}`);
  await expect(headline).toHaveText("Ihre Löschung wartet, bis Sie Ihre Kopie haben.");
  await expect(jonas.getByText("Ihre Kopie ist noch nicht fertig")).toBeVisible();
  await look(jonas, "waive-before-de-wide");
  await jonas.getByRole("button", { name: "Nicht auf meine Kopie warten" }).click();
  await expect(headline).toContainText("Ihre Löschung ist freigegeben und beginnt am");
  await expect(jonas.getByRole("button", { name: "Nicht auf meine Kopie warten" })).toHaveCount(0);
  await look(jonas, "waive-after-de-wide");
  // The copy is owed all the same: as long as it is open, nothing that was kept goes.
  await approvePlan(desk, copy, "access");
  await goHome(desk);

  await passTime("25 hours");
  await signInAs(jonas, "jonas-south");
  await expect(async () => {
    await jonas.goto(`/my/requests/${deletion}`);
    await expect(jonas.getByText("Wir haben Ihnen geantwortet.")).toBeVisible({ timeout: 500 });
  }).toPass();
  for (const language of ["de", "en"] as const) {
    await inLanguage(jonas, language);
    await expect(headline).toContainText(language === "de" ? "Weg sind: " : "Gone: ");
    await expect(jonas.getByRole("heading", { name: words[language].ribbon })).toBeVisible();
    expect(await sumOfNumbers(jonas)).toBeGreaterThan(5);
    await look(jonas, `erased-${language}-wide`);
  }
  // The first page shows it too, without asking a system.
  for (const language of ["de", "en"] as const) {
    await jonas.goto("/my");
    await inLanguage(jonas, language);
    await expect(jonas.getByRole("heading", { name: words[language].ribbon })).toBeVisible();
    await look(jonas, `first-page-staying-${language}-wide`);
  }
  await jonas.getByRole("link", { name: "Our answer" }).click();
  await jonas.waitForURL(`**/my/requests/${deletion}`);
  const total = await sumOfNumbers(jonas);
  const staying = await kindsUnder(jonas, "Stays, and why");
  await jonas.getByRole("link", { name: "What was deleted and what stays" }).click();
  const letter = jonas.getByRole("article");
  const stays = letter.getByRole("table").filter({ has: jonas.getByRole("columnheader", { name: "Warum" }) });
  expect((await stays.getByRole("row").all()).length - 1).toBeGreaterThanOrEqual(staying);
  await expect(stays).toContainText("Das Gesetz verpflichtet uns, dies aufzubewahren");
  await expect(letter.getByRole("row", { name: /^Zusammen, wie freigegeben/ })).toContainText(
    new Intl.NumberFormat("de-DE").format(total),
  );
  await look(jonas, "erased-letter-de-wide");

  // Without the account: reference and receipt code open this request's letters, and nothing else.
  const stranger = await (await browser.newContext({ locale: "de-DE", viewport: screens.narrow })).newPage();
  await stranger.goto("/lookup");
  await stranger.getByLabel("Aktenzeichen").fill(deletion);
  await stranger.getByLabel("Empfangscode").fill(code);
  await stranger.getByRole("main").getByRole("button").click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(
    "Das Anliegen ist beantwortet. Unser Schreiben steht unten.",
  );
  await stranger.getByRole("main").getByText("Was wir gelöscht haben, was bleibt und warum").click();
  await expect(stranger.getByRole("heading", { name: "Was bleibt, warum und bis wann" })).toBeVisible();
  await look(stranger, "looked-up-de-narrow");
  expect(await stranger.getByRole("main").innerText()).not.toMatch(
    new RegExp(`R-(?!${deletion.slice(2)})[0-9A-Z]{16}`),
  );
  expect((await stranger.request.get(`/my/requests/${deletion}`, { maxRedirects: 0 })).status()).toBe(307);
  await stranger.context().close();

  await passTime("4 years");
  desk = await deskAtWork(browser);
  // Tax papers wait for finance, whatever their day says.
  await untilDesk(desk.rui, deletion, "Duty stopped by a tax year that finance has not released");
  await releaseTaxYears(desk.rui);
  await untilDesk(desk.rui, deletion, /Duty carried out: \d+ done|\d+ duties carried out/);
  await lookAtDesk(desk.rui, "duty-done");
  await desk.rui.goto("/desk/duties");
  await lookAtDesk(desk.rui, "duties-years-later");
  await goHome(desk);
  await signInAs(jonas, "jonas-south");
  await jonas.goto(`/my/requests/${deletion}`);
  await expect(jonas.getByText("Data whose time was over was deleted.").first()).toBeVisible();
  expect(await sumOfNumbers(jonas)).toBeGreaterThan(5);
  await expect(jonas.getByRole("main").locator("svg").getByText("1 Jan 2032").first()).toBeVisible();
  await look(jonas, "erased-years-later-en-wide");
  await context.close();
});

/** How many kinds stand in the list under a heading. */
const kindsUnder = (page: Page, heading: string): Promise<number> =>
  page.getByRole("heading", { name: heading, exact: true }).locator("xpath=following-sibling::ul[1]/li").count();

/** Releases every year that papers wait for, the one that the page proposes each time; more may come due meanwhile. */
async function releaseTaxYears(page: Page): Promise<void> {
  await page.goto("/desk/tax-years");
  await lookAtDesk(page, "tax-years");
  while ((await page.getByRole("cell", { name: "waits for finance" }).count()) > 0) {
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Release the year" }).click();
    expect((await answered).ok()).toBe(true);
    await page.goto("/desk/tax-years");
  }
}
