/** A customer changes an answer, sends twice, takes a request back; and nobody sees what is not theirs. */
import { look, words } from "./customer-story";
import { expect, signInAs, test } from "./fixtures";

const say = words.en;

test("Ines changes an answer, sends the same form twice and has one request, which she takes back", async ({
  page,
}) => {
  await signInAs(page, "ines");
  await page.goto("/my/new?want=erasure&scope=account&contact=allow&licences=keep&seen=yes");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say.check);
  await page.getByRole("link", { name: "Change Advertising" }).click();
  await page.getByLabel(say.stop).check();
  await page.getByRole("main").getByRole("button", { name: say.next }).click();
  await expect(page.getByText("remember never to send any")).toBeVisible();

  const form = page.url();
  await page.getByRole("button", { name: say.sendErasure }).click();
  await expect(page).toHaveURL(/\/done$/);
  const reference = new URL(page.url()).pathname.split("/")[3] ?? "";
  await page.goto(form);
  await page.getByRole("button", { name: say.sendErasure }).click();
  await expect(page).toHaveURL(new RegExp(`/${reference}/done$`));

  await page.getByRole("link", { name: say.follow }).click();
  await page.getByRole("link", { name: say.cancel }).click();
  await look(page, "customer-cancel-en-wide");
  await page.getByRole("button", { name: say.cancelYes }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say.cancelled);
  await look(page, "customer-cancelled-en-wide");
});

test("another person's request, letter and copy are answered like unknown ones", async ({ browser }) => {
  const [first, second] = [await browser.newContext(), await browser.newContext()];
  const own = await first.newPage();
  await signInAs(own, "karin");
  await own.goto("/my/new?want=access");
  await own.getByRole("button", { name: say.sendAccess }).click();
  await expect(own).toHaveURL(/\/done$/);
  const reference = new URL(own.url()).pathname.split("/")[3] ?? "";

  const foreign = await second.newPage();
  await signInAs(foreign, "deniz");
  for (const path of ["", "/done", "/cancel", "/letters/00000000-0000-4000-8000-000000000000"])
    for (const one of [reference, "R-0000000000000000"])
      expect((await foreign.goto(`/my/requests/${one}${path}`))?.status(), `${one}${path}`).toBe(404);
  for (const one of [reference, "R-0000000000000000"])
    expect((await foreign.request.get(`/api/package/${one}`)).status()).toBe(404);
  await first.close();
  await second.close();
});

test("a form that names what is not offered, or nothing, asks again instead of failing", async ({ page }) => {
  await signInAs(page, "ines");
  for (const query of [
    "",
    "?want=objection",
    "?want=erasure&scope=%3Cscript%3E",
    "?id=x&want=access&want=access&at=zzz",
  ]) {
    const answer = await page.goto(`/my/new${query}`);
    expect(answer?.status(), query).toBe(200);
  }
  await page.goto("/my/new?asked=want");
  await expect(page.getByRole("alert").first()).toContainText("Tick what you want");
  await look(page, "customer-want-missing-en-wide");
});
