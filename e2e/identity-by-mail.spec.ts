/** Art. 12(6): whoever wrote by mail is asked who they are, reads the question by a link to that address, and answers there. */
import { look } from "./customer-story";
import { at, inLanguage, look as lookAtDesk, screens, takeIn, untilDesk } from "./desk-story";
import { expect, linkIn, test } from "./fixtures";

const address = "somebody@post.example";
const doubt = "Two people of that name have an account, and no order was named.";
const item = "the number of one of your orders";
const answer = "My order was B-2025-4711.";

test("somebody who wrote by mail is asked who they are and answers without an account (narrow, no JavaScript)", async ({
  browser,
  inbox,
}) => {
  test.setTimeout(180_000);
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  const reference = await takeIn(rui, { right: "Access (Art. 15)", words: "Please send me what you hold about me." });
  await rui.getByRole("link", { name: "Ask who the person is" }).click();
  await rui.getByRole("button", { name: "Send the question" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Write down why there is doubt");
  await rui.getByLabel("Why there is doubt").fill(doubt);
  await rui.getByLabel("What you ask for").fill(item);
  const twice = await rui.context().newPage();
  await twice.goto(rui.url());
  await rui.getByRole("button", { name: "Send the question" }).click();
  await untilDesk(rui, reference, "The time limit rests until the answer");
  await twice.getByLabel("Why there is doubt").fill(doubt);
  await twice.getByLabel("What you ask for").fill(item);
  await twice.getByRole("button", { name: "Send the question" }).click();
  await expect(twice.getByText("The person was asked who they are.")).toBeVisible();
  await lookAtDesk(rui, "identity-asked");

  const announced = await inbox.waitFor(
    ({ subject }) => subject.includes(reference) && subject.startsWith("A question"),
    "question",
  );
  for (const sealed of [doubt, item]) expect(announced.text).not.toContain(sealed);
  const reader = await browser.newContext({ locale: "en-GB", viewport: screens.narrow, javaScriptEnabled: false });
  const page = await reader.newPage();
  await page.goto(linkIn(announced));
  await look(page, "identity-by-mail-door-en-narrow");
  await page.goto("/sign-in/link");
  await page.getByRole("textbox").fill(address);
  const before = (await inbox.messages(address)).length;
  await page.getByRole("main").getByRole("button").click();
  await expect.poll(async () => (await inbox.messages(address)).length).toBeGreaterThan(before);
  const link = (await inbox.messages(address)).at(-1);
  if (!link) throw new Error("no link came");
  await page.goto(linkIn(link));
  await page.getByRole("main").getByRole("button").click();
  await page.waitForURL(/\/my/);
  await page.goto(linkIn(announced));
  for (const language of ["de", "en"] as const) {
    await inLanguage(page, language);
    await page.goto(linkIn(announced));
    await look(page, `identity-by-mail-${language}-narrow`);
  }
  await page.getByRole("link", { name: "Our question to you" }).click();
  await expect(page.getByRole("article")).toContainText(doubt);
  await expect(page.getByRole("article")).toContainText(item);
  await page.goto(linkIn(announced));
  await page.getByRole("link", { name: "Answer the question" }).click();
  await page.getByRole("textbox").fill(answer);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("we have to be sure");

  await untilDesk(rui, reference, "Decide who the person is");
  await rui.goto(`/desk/requests/${reference}/identity`);
  await rui.getByLabel("The person is identified").check();
  await rui.getByLabel("Nobody in our systems").check();
  await rui.getByLabel("What was checked, and why that decides it").fill("No order of that number is known.");
  await rui.getByRole("button", { name: "Record the decision" }).click();
  await expect(rui.getByRole("heading", { level: 1 })).toContainText("Identified");
  await Promise.all([rui, page].map((one) => one.context().close()));
});
