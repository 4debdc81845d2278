/** Art. 7(3) in the browser: one press ends a consent, for the next mailing, in the shop and in the answer in the inbox. */
import { demoPeople } from "../demo/people";
import { messagesFor } from "../i18n/messages";
import { verifyBundle } from "../lib/bundle/verify";
import { look } from "./customer-story";
import { inShop } from "./demo-database";
import { expect, personOf, test } from "./fixtures";
import { aSecond, mailing, unsubscribeHeaders } from "./registry";
import { called, readersOf } from "./readers";
import { answerTo, customer, inBrowser, like, mailSubject } from "./right-story";

const stories = {
  en: { person: "ines", end: "End “Newsletter”", lawful: "What happened before stays lawful." },
  de: { person: "petra", end: "„Newsletter“ beenden", lawful: "Was vorher geschah, bleibt rechtmäßig." },
} as const;

for (const reader of readersOf("consent"))
  test(`a customer ends a consent; a mailing a second later leaves them out (${called(reader)})`, async ({
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
    await way.go(button, (one) => (javaScriptEnabled ? one.dblclick() : one.click()));
    await way.headline(way.say("done.at-once.withdrawal"));
    await aSecond();
    expect(await mailing()).not.toContain(email);
    await way.look("ended");
    await expect(way.page.getByText(/^([0-9A-Z]{5}-)+[0-9A-Z]+$/)).toBeVisible();
    way.few([]);
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
      way.page.locator('main a[href^="/my/requests/R-"]').filter({ hasText: like(way.say("rights.withdrawal")) }),
    ).toHaveCount(1);
    await way.page.context().close();
  });

/** Readers of the newsletter who have no story of their own. */
const readersOfIt = async () =>
  (await mailing()).filter((address) => !demoPeople.some(({ email }) => email === address));
const subscription = (email: string) => inShop("SELECT status FROM newsletter_subscriptions WHERE email = $1", [email]);
const subject = /^A consent has ended/;

test("a mail program presses its own button: the newsletter ends without a session, a cookie or a redirect", async ({
  request,
}) => {
  const email = (await readersOfIt())[2] ?? "";
  const headers = await unsubscribeHeaders(email, "en");
  const [, link = ""] = /^<(\S+)>$/.exec(headers["List-Unsubscribe"] ?? "") ?? [];
  const [name = "", value = ""] = headers["List-Unsubscribe-Post"]?.split("=") ?? [];
  for (const press of [{ multipart: { [name]: value } }, { form: { [name]: value } }]) {
    const answer = await request.post(link, { ...press, headers: { Origin: "https://mail.example" }, maxRedirects: 0 });
    expect([answer.status(), answer.headers()["set-cookie"]]).toEqual([200, undefined]);
  }
  expect((await request.post(link, { form: { other: "1" }, maxRedirects: 0 })).status()).toBe(400);
  await aSecond();
  expect(await mailing()).not.toContain(email);
  await expect.poll(() => subscription(email), { timeout: 30_000 }).toEqual([{ status: "ended" }]);
  const mail = await answerTo(email, subject);
  expect(mail.text).not.toMatch(/Newsletter/);
});

for (const reader of readersOf("unsubscribe"))
  test(`whoever opens the link of a newsletter finds one button, and nothing happened yet (${called(reader)})`, async ({
    browser,
  }) => {
    const { language, screen } = reader;
    const email = (await readersOfIt())[language === "en" ? 0 : 1] ?? "";
    const link = (await unsubscribeHeaders(email, language))["List-Unsubscribe"]?.slice(1, -1) ?? "";
    const words = (messagesFor(language).shell as unknown as { unsubscribe: Record<string, string> }).unsubscribe;
    const said = (key: string) => (words[key] ?? "").replace("{label}", "Newsletter");
    const page = await inBrowser(browser, reader);
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said("title"));
    await look(page, `unsubscribe-${language}-${screen}`);
    await aSecond();
    expect(await mailing()).toContain(email);
    await page.getByRole("button", { name: said("button") }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said("done"));
    await look(page, `unsubscribe-done-${language}-${screen}`);
    await aSecond();
    expect(await mailing()).not.toContain(email);
    await page.goto(link.slice(0, -2));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said("unknown"));
    await page.context().close();
  });
