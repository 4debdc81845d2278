/** Art. 12(1), 77, 32: what a customer chooses for themselves, in either language: one question a page, one press each. */
import type { Page } from "@playwright/test";
import { languageName } from "../lib/gdpr/language";
import { messagesFor } from "../i18n/messages";
import { look, words } from "./customer-story";
import { ask, inLanguage } from "./desk-story";
import { expect, personOf, signInAs, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { answerTo, customer, say } from "./right-story";

for (const reader of readersOf("settings"))
  test(`a customer says where they live, gets letters on paper, and signs a forgotten device out (${called(reader)})`, async ({
    browser,
  }) => {
    const { language, screen } = reader;
    const t = (key: string) => say(language, `settings.${key}`);
    const shell = messagesFor(language).shell as unknown as { complaint: Record<string, string> };
    const forgotten = await (await browser.newContext()).newPage();
    await signInAs(forgotten, "emil");
    const { page } = await customer(browser, reader, "emil", "settings");
    const main = page.getByRole("main");
    const see = (what: string) => look(page, `settings-${what}-${language}-${screen}`);
    const change = async (what: string) => {
      await page.goto("/my/settings");
      await main.getByRole("link", { name: t(`change-${what}`), exact: true }).click();
    };
    const save = () => main.getByRole("button", { name: t("save") }).click();
    const told = (what: string) => expect(page.getByRole("status")).toHaveText(t(`changed.${what}`));

    await change("place");
    await page.getByLabel(t("country"), { exact: true }).selectOption("DE");
    await page.getByLabel(shell.complaint.land ?? "").selectOption("");
    await save();
    await expect(main.getByText(t("problems.land-needed")).first()).toBeVisible();
    await expect(page.getByLabel(t("country"), { exact: true })).toHaveValue("DE");
    await see("place");
    await page.getByLabel(shell.complaint.land ?? "").selectOption("DE-HH");
    await save();
    await told("place");
    await expect(main).toContainText("Hamburg");
    await page.goto("/complaint");
    await expect(main.getByRole("heading", { level: 3 }).first()).toContainText("Hamburg");

    await change("paper");
    await page.getByLabel(t("paper-choices.yes")).check();
    await page.getByLabel(t("address"), { exact: true }).fill("Emil");
    await save();
    await expect(main.getByText(t("problems.address-unfit")).first()).toBeVisible();
    await expect(page.getByLabel(t("address"), { exact: true })).toHaveValue("Emil");
    await see("paper");
    await page.getByLabel(t("address"), { exact: true }).fill("Emil\nAm Kai 1\n20457 Hamburg");
    await save();
    await told("paper");
    await see("overview");
    const { email } = personOf("emil");
    const letters = messagesFor(language).letters as unknown as { settings: Record<string, string> };
    const mail = await answerTo(email, letters.settings["chosen-subject"] ?? "");
    expect(mail.text).not.toContain("Am Kai");

    await change("contact");
    const other = page.getByLabel(t("contact-address"), { exact: true });
    await page.getByLabel(t("contact-other"), { exact: true }).check();
    await other.fill("emil");
    await save();
    await expect(main.getByText(t("problems.not-an-address")).first()).toBeVisible();
    await expect(other).toHaveValue("emil");
    const elsewhere = `emil.${reader.language}.${reader.screen}.${reader.javaScriptEnabled ? "js" : "plain"}@zweit.example`;
    await other.fill(elsewhere);
    await save();
    await expect(main.getByText(elsewhere)).toBeVisible();
    await see("contact");
    const sent = await answerTo(elsewhere, letters.settings["code-subject"] ?? "");
    await page.getByLabel(t("code"), { exact: true }).fill("0000");
    await main.getByRole("button", { name: t("code-confirm") }).click();
    await expect(main.getByText(t("problems.wrong-code")).first()).toBeVisible();
    await page.getByLabel(t("code"), { exact: true }).fill(/^\d{8}$/m.exec(sent.text)?.[0] ?? "");
    await main.getByRole("button", { name: t("code-confirm") }).click();
    await told("contact");
    await see("contact-waits");
    for (const address of [email, elsewhere]) await answerTo(address, letters.settings["contact-chosen-subject"] ?? "");

    await change("devices");
    await see("devices");
    await main.getByRole("button", { name: t("devices-end-all") }).click();
    await told("devices");
    await forgotten.goto("/my");
    await expect(forgotten).toHaveURL(/\/sign-in/);

    await change("language");
    await see("language");
    const next = language === "en" ? "de" : "en";
    await main.getByLabel(languageName(next)).check();
    await save();
    await expect(page.getByRole("status")).toHaveText(say(next, "settings.changed.language"));
    await asItWas(page, language);
    await page.context().close();
    await forgotten.context().close();
  });

test("the language in the header is the settings’ own: an open request goes on in it (narrow, no JavaScript)", async ({
  browser,
}) => {
  const reference = await ask(browser, "luis", "erasure");
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 740 } });
  const page = await context.newPage();
  await signInAs(page, "luis");
  const timeline = page.getByRole("main");
  await page.goto(`/my/requests/${reference}`);
  const chosen = (language: "en" | "de") => say(language, "timeline.any.language-chosen");
  // It was asked in English: the same again is no choice.
  await inLanguage(page, "en");
  await expect(timeline).not.toContainText(chosen("en"));
  await inLanguage(page, "de");
  await expect(timeline).toContainText(chosen("de"));
  await page.goto(`/my/requests/${reference}/cancel`);
  await page.getByRole("button", { name: words.de.cancelYes }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.de.cancelled);
  await context.close();
});

/** No letter of another story goes on paper, to another address or in another language, and nobody's authority is another one. */
async function asItWas(page: Page, language: "en" | "de"): Promise<void> {
  await inLanguage(page, language);
  await page.goto("/my/settings/language");
  await page.getByLabel(languageName(language)).check();
  await page.getByRole("button", { name: say(language, "settings.save") }).click();
  await page.goto("/my/settings/contact");
  await page.locator('[name="to"][value="sign-in"]').check();
  await page.getByRole("button", { name: say(language, "settings.save") }).click();
  await expect(page.getByRole("status")).toHaveText(say(language, "settings.changed.contact"));
  await page.goto("/my/settings/paper");
  await page.getByLabel(say(language, "settings.paper-choices.no")).check();
  await page.getByRole("button", { name: say(language, "settings.save") }).click();
  await page.goto("/my/settings/place");
  await page.getByLabel(say(language, "settings.country"), { exact: true }).selectOption("");
  await page.getByRole("button", { name: say(language, "settings.save") }).click();
  await expect(page.getByRole("main")).toContainText(say(language, "settings.place-none"));
}
