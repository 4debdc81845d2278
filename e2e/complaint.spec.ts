/** Complaining (Art. 77 to 79): anybody finds the authority of their own place first. */
import type { Page } from "@playwright/test";
import { look } from "./customer-story";
import { expect, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { inBrowser } from "./right-story";

const words = {
  en: {
    title: "You can complain to an authority.",
    never: "A complaint never affects your request",
    country: "Where do you live or work?",
    land: "Which state (Land) of Germany?",
    show: "Show my authority",
    austria: "Austria",
    germany: "Germany",
    bavaria: "Bavaria",
    elsewhere: "A country that is not in this list",
    needed: "Choose your Land above",
    outside: "exist in the European Economic Area only",
    own: (place: string) => `Where you live or work: ${place}`,
    competent: "The one that supervises Klangwerk Audio GmbH",
    same: "Berlin: the same one that supervises Klangwerk Audio GmbH",
    checked: "3 September 2026",
    court: "A court",
  },
  de: {
    title: "Sie können sich bei einer Behörde beschweren.",
    never: "Eine Beschwerde hat nie Folgen für Ihr Anliegen",
    country: "Wo leben oder arbeiten Sie?",
    land: "In welchem Bundesland?",
    show: "Meine Behörde zeigen",
    austria: "Österreich",
    germany: "Deutschland",
    bavaria: "Bayern",
    elsewhere: "Ein Land, das hier nicht steht",
    needed: "Wählen Sie oben Ihr Bundesland",
    outside: "nur im Europäischen Wirtschaftsraum",
    own: (place: string) => `Wo Sie leben oder arbeiten: ${place}`,
    competent: "Die Aufsicht über Klangwerk Audio GmbH",
    same: "Berlin: zugleich die Aufsicht über Klangwerk Audio GmbH",
    checked: "3. September 2026",
    court: "Ein Gericht",
  },
};

const named = (page: Page) => page.getByRole("main").getByRole("heading", { level: 3 });

for (const reader of readersOf("complaint"))
  test(`somebody finds their own authority (${called(reader)})`, async ({ browser }) => {
    const { language, screen } = reader;
    const said = words[language];
    const page = await inBrowser(browser, reader);
    const main = page.getByRole("main");
    const choose = async (country: string, land?: string) => {
      await page.getByLabel(said.country).selectOption({ label: country });
      if (land) await page.getByLabel(said.land).selectOption({ label: land });
      await page.getByRole("button", { name: said.show }).click();
    };
    const shot = (name: string) => look(page, `complaint-${name}-${language}-${screen}`);

    await page.goto("/complaint");
    await expect(page.getByRole("heading", { level: 1, name: said.title })).toBeVisible();
    await expect(main).toContainText(said.never);
    await expect(page.getByRole("heading", { level: 2, name: said.court })).toBeVisible();
    // The competent one is there before anybody asks, with everything one needs to write to it.
    await expect(named(page)).toHaveText([said.competent]);
    await expect(main.getByRole("link", { name: "mailbox@datenschutz-berlin.de" })).toBeVisible();
    await expect(main).toContainText("10555 Berlin");
    await expect(page.getByLabel(said.land)).toBeHidden();
    await shot("start");

    await choose(said.austria);
    await expect(named(page)).toHaveText([said.own(said.austria), said.competent]);
    await expect(main.getByRole("link", { name: "https://www.dsb.gv.at/" })).toBeVisible();
    await expect(main).toContainText(said.checked);
    expect(new URL(page.url()).search).toBe("?country=AT&land=");
    await shot("austria");

    await choose(said.germany);
    await expect(named(page)).toHaveText([said.competent]);
    await expect(main).toContainText(said.needed);
    await shot("germany");

    await choose(said.germany, said.bavaria);
    await expect(named(page)).toHaveText([said.own(said.bavaria), said.competent]);
    await expect(main.getByRole("link", { name: "https://www.lda.bayern.de/" })).toBeVisible();
    await shot("bavaria");

    await choose(said.germany, "Berlin");
    await expect(named(page)).toHaveText([said.same]);
    await shot("berlin");

    await choose(said.elsewhere);
    await expect(named(page)).toHaveText([said.competent]);
    await expect(main).toContainText(said.outside);
    await shot("elsewhere");
    await page.context().close();
  });

test("nonsense in the address is a page like any other", async ({ page }) => {
  for (const query of ["country=XX&land=YY", "country=AT&country=FR", "country=DE&land=AT", "where=FR"]) {
    await page.goto(`/complaint?${query}`);
    await expect(named(page), query).toHaveText([words.en.competent]);
  }
});
