/** Somebody without an account: the e-mail link opens what is held under that address, and asking for it. */
import { look, words } from "./customer-story";
import { expect, linkIn, test } from "./fixtures";

const address = "ben.okafor@post.example";
const say = words.en;

test("Ben, who only has the newsletter, looks, asks for a copy, and can take it back", async ({ browser, inbox }) => {
  const context = await browser.newContext({ locale: "en-GB", colorScheme: "dark" });
  const page = await context.newPage();
  const before = (await inbox.messages(address)).length;
  await page.goto("/sign-in/link");
  await page.getByRole("textbox").fill(address);
  await page.getByRole("main").getByRole("button").click();
  await expect.poll(async () => (await inbox.messages(address)).length).toBeGreaterThan(before);
  const mail = (await inbox.messages(address)).at(-1);
  if (!mail) throw new Error("no mail for Ben");
  await page.goto(linkIn(mail));
  await page.getByRole("main").getByRole("button").click();
  await expect(page).toHaveURL(/\/my/);

  await page.goto("/my/data");
  await expect(page.getByRole("heading", { level: 1, name: say.held })).toBeVisible();
  await expect(page.locator("#newsletter summary")).toContainText("Newsletter");
  await expect(page.locator("#invoice")).toHaveCount(0);
  await look(page, "customer-data-by-link-en-dark");

  await page.goto("/my/new?want=access");
  await page.getByRole("button", { name: say.sendAccess }).click();
  await expect(page.getByRole("heading", { level: 1, name: say.arrived })).toBeVisible();
  await page.getByRole("link", { name: say.follow }).click();
  await look(page, "customer-request-by-link-en-dark");
  await page.getByRole("link", { name: "Take this request back" }).click();
  await page.getByRole("button", { name: say.cancelYes }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say.cancelled);
  await context.close();
});
