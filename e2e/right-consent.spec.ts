/** Art. 7(3) in the browser: one press ends a consent, for the next mailing, in the shop and in the answer in the inbox. */
import { verifyBundle } from "../lib/bundle/verify";
import { inShop } from "./demo-database";
import { expect, personOf, test } from "./fixtures";
import { aSecond, mailing } from "./registry";
import { answerTo, customer, mailSubject, readers } from "./right-story";

const stories = {
  en: { person: "ines", end: "End “Newsletter”", lawful: "What happened before stays lawful." },
  de: { person: "petra", end: "„Newsletter“ beenden", lawful: "Was vorher geschah, bleibt rechtmäßig." },
} as const;

for (const reader of readers)
  test(`a customer ends a consent; a mailing a second later leaves them out (${reader.language})`, async ({
    browser,
  }) => {
    const { language, javaScriptEnabled } = reader;
    const { person, end, lawful } = stories[language];
    const { email } = personOf(person);
    expect(await mailing()).toContain(email);
    const way = await customer(browser, reader, person, "consent");
    await way.press("link", way.say("doors.consents"));
    await way.look("given");
    const button = way.page.getByRole("button", { name: end });
    way.presses += 1;
    await (javaScriptEnabled ? button.dblclick() : button.click());
    await way.headline(way.say("done.at-once.withdrawal"));
    await aSecond();
    expect(await mailing()).not.toContain(email);
    await way.look("ended");
    await expect(way.page.getByText(/^([0-9A-Z]{5}-)+[0-9A-Z]+$/)).toBeVisible();
    way.few();
    await way.press("link", way.say("done.follow"));

    const inTheShop = () => inShop("SELECT status FROM newsletter_subscriptions WHERE email = $1", [email]);
    await expect.poll(inTheShop).toEqual([{ status: "ended" }]);
    const mail = await answerTo(email, mailSubject(language, "withdrawal", way.reference));
    expect(mail.text).not.toMatch(/Newsletter/);
    await way.until(way.say("headlines.withdrawal.answered"));
    await expect(way.page.getByRole("main")).toContainText("Mailchimp");
    await way.look("answered");
    const [proof] = await Promise.all([
      way.page.waitForEvent("download"),
      way.page.getByRole("button", { name: way.say("proof.button") }).click(),
    ]);
    expect(proof.suggestedFilename()).toBe(`proof-${way.reference}.zip`);
    expect(await verifyBundle(await proof.path())).toMatchObject({ ok: true, problems: [], kind: "proof" });
    await way.press("link", way.say("letters.kinds.withdrawal"));
    await expect(way.page.getByRole("main")).toContainText(lawful);
    await way.look("letter");
    await way.page.goto("/my/consents");
    await expect(way.page.getByRole("button", { name: end })).toHaveCount(0);
    await way.page.goto("/my");
    await expect(
      way.page.locator('main a[href^="/my/requests/R-"]').filter({ hasText: way.say("rights.withdrawal") }),
    ).toHaveCount(1);
    await way.page.context().close();
  });
