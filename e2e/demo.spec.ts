/** The demo around the portal: one press to be somebody, and an inbox in which letters arrive. */
import { expect, expectAccessible, pressPerson, signInAs, test } from "./fixtures";

const { INBOX_URL = "" } = process.env;

test("one press signs in, without JavaScript, and the list is accessible", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signInAs(page, "ana");
  await expect(page).toHaveURL(/\/my/);
  await context.close();
});

test("the list of people is accessible and speaks German to those who prefer it", async ({ browser }) => {
  const context = await browser.newContext({ locale: "de-DE" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /customer account|Kundenkonto/ }).click();
  await expect(page.getByRole("heading", { name: "Wer möchten Sie sein?" })).toBeVisible();
  await expectAccessible(page);
  await pressPerson(page, "carla");
  await context.close();
});

test("the inbox shows a sign-in link that was asked for", async ({ page, inbox }) => {
  await page.goto("/sign-in/link");
  await page.getByRole("textbox").fill("ben.okafor@post.example");
  await page.getByRole("main").getByRole("button").click();
  const isLink = ({ envelope, text }: { envelope: { to: string[] }; text: string }) =>
    envelope.to.includes("ben.okafor@post.example") && text.includes("/sign-in/confirm");
  const mail = await inbox.waitFor(isLink, "link for Ben");
  await page.goto(INBOX_URL);
  await expectAccessible(page);
  await page.getByRole("link", { name: mail.subject }).first().click();
  await expect(page.getByRole("heading", { name: mail.subject })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole("main")
    .getByRole("link", { name: /sign-in/ })
    .click();
  await expect(page).toHaveURL(/\/sign-in\/confirm/);
});
