/** Mails arrive in the company's mailbox: one is made a request, with the time at which the mail server had it; another is put aside by two. */
import { at, look, lookTwice } from "./desk-story";
import { expect, test } from "./fixtures";
import { vendors } from "./vendors";

test.setTimeout(240_000);

const to = [{ email: "privacy@klangwerk.example" }];
const bytes = Buffer.from("%PDF-1.7 a letter").toString("base64");

test("a mail becomes a request; another is none once two people say so", async ({ browser }) => {
  const tag = Date.now();
  const person = { name: "Mia Thal", email: `mia-${tag}@post.example` };
  const attachments = [{ name: "letter.pdf", mediaType: "application/pdf", bytes }];
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  const mails = rui.getByRole("region", { name: "Mails that may be requests" }).getByRole("link");
  await rui.goto("/desk/intake");
  const before = await mails.count();
  await vendors.deliver({ folder: "Privacy", from: person, to, subject: "Everything, please", text: "<p>Please send me <b>everything</b> you hold.</p><script>x()</script>", html: true }); // prettier-ignore
  await vendors.deliver({ folder: "Privacy", from: { email: `ads-${tag}@ads.example` }, to, subject: "Chairs", text: "Cheap chairs!", attachments }); // prettier-ignore
  await expect(async () => {
    await rui.goto("/desk/intake");
    await expect(mails).toHaveCount(before + 2, { timeout: 100 });
  }).toPass({ timeout: 90_000, intervals: [3_000] });
  await expect(rui.getByRole("main")).not.toContainText("Mia");
  await lookTwice(rui, "intake-mails");

  // The two that just came are the last ones; which is which says the look.
  const open = async (page: typeof rui, subject: string) => {
    await page.goto("/desk/intake");
    const links = await page.getByRole("region", { name: "Mails that may be requests" }).getByRole("link").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? "")); // prettier-ignore
    for (const link of links.toReversed()) {
      await page.goto(link);
      const press = page.getByRole("button", { name: "Look into the mail" });
      if ((await press.count()) > 0) await press.click();
      // Until then the page is the one before, or a part of the next one.
      await expect(press).toHaveCount(0);
      await page.waitForLoadState();
      const text = await page.getByRole("main").innerText();
      if (text.includes(subject) && text.includes(String(tag))) return link;
    }
    throw new Error(`no mail "${subject}"`);
  };

  await open(rui, "Everything, please");
  await expect(rui.getByText("Please send me everything you hold.")).toBeVisible();
  await expect(rui.getByRole("main")).not.toContainText("x()");
  await lookTwice(rui, "intake-mail");
  await rui.getByRole("link", { name: "Make a request of it" }).click();
  await expect(rui.getByLabel("By e-mail")).toBeChecked();
  await expect(rui.getByLabel("In the person’s words")).toHaveValue("Please send me everything you hold.");
  await expect(rui.getByLabel("E-mail address")).toHaveValue(person.email);
  await expect(rui.getByLabel("Arrived on")).not.toHaveValue("");
  await look(rui, "intake-from-mail");
  await rui.getByRole("button", { name: "Take in", exact: true }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose at least one right.");
  await rui.getByLabel("Access (Art. 15)").check();
  await rui.getByLabel("English").check();
  await rui.getByRole("button", { name: "Take in", exact: true }).click();
  await expect(rui.getByRole("heading", { level: 1 })).toContainText("Taken in. The answer is due on");

  const advertisement = await open(rui, "Chairs");
  await expect(rui.getByRole("button", { name: "Download file 1" })).toBeVisible();
  await rui.getByRole("button", { name: "Say that it is none" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Write down why it is no request");
  await rui.getByLabel("Why is it none?").fill("An advertisement for chairs.");
  await rui.getByRole("button", { name: "Say that it is none" }).click();
  await expect(rui.getByText("Somebody else has to confirm that.")).toBeVisible();
  await expect(rui.getByRole("button", { name: "Confirm: no request" })).toHaveCount(0);

  const nora = await at(browser, "nora");
  await nora.goto(advertisement);
  await nora.getByRole("button", { name: "Look into the mail" }).click();
  await expect(nora.getByText("An advertisement for chairs.")).toBeVisible();
  await lookTwice(nora, "intake-mail-second");
  await nora.getByRole("button", { name: "Confirm: no request" }).click();
  await expect(nora.getByText("two people found that it is no request")).toBeVisible();
  await rui.reload();
  await expect(rui.getByText("two people found that it is no request")).toBeVisible();
  await look(rui, "intake-mail-dismissed");
  await Promise.all([rui, nora].map((one) => one.context().close()));
});
