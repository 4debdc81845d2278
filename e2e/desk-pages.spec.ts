/** Every page of the desk in both languages and at both widths; the queue and its filters without JavaScript. */
import { at, inLanguage, look, screens, type Language } from "./desk-story";
import { expect, test } from "./fixtures";
import { looksAt } from "./readers";
import { todaysOf } from "./turn";

const titles = {
  en: {
    "/desk": "Queue",
    "/desk?show=closed": "Queue",
    "/desk?due=30&with=nobody&sort=-received": "Queue",
    "/desk/found": "Requests of an address",
    "/desk/calendar": "Due dates in your calendar",
    "/desk/intake": "Take in a request",
    "/desk/withdrawals": "Cancelled contracts",
    "/desk/duties": "Duties",
    "/desk/duties/changes": "Changes of policy and law",
    "/desk/tax-years": "Tax years",
    "/desk/files": "End of request files",
    "/desk/sweeps": "What goes without a request",
    "/desk/tasks": "Tasks",
    "/desk/holds": "Holds",
    "/desk/matters": "Matters",
    "/desk/matters?show=closed": "Matters",
    "/desk/matters/new": "Open a matter",
    "/desk/surge": "Surge of requests",
    "/desk/policy": "Policy",
    "/desk/reports": "Reports",
    "/desk/reports/authority": "What authorities ask",
    "/desk/reports/record": "Record of processing activities",
    "/evidence": "Evidence",
    "/evidence/verify": "Verify a bundle",
    "/evidence/exports": "Taken out",
  },
  de: {
    "/desk": "Anträge",
    "/desk?show=closed": "Anträge",
    "/desk?due=30&with=nobody&sort=-received": "Anträge",
    "/desk/found": "Anträge zu einer Adresse",
    "/desk/calendar": "Fristen in Ihrem Kalender",
    "/desk/intake": "Einen Antrag aufnehmen",
    "/desk/withdrawals": "Vertragswiderrufe",
    "/desk/duties": "Löschtermine",
    "/desk/duties/changes": "Änderungen von Richtlinie und Gesetz",
    "/desk/tax-years": "Steuerjahre",
    "/desk/files": "Ende der Akten",
    "/desk/sweeps": "Was ohne Antrag gelöscht wird",
    "/desk/tasks": "Aufgaben",
    "/desk/holds": "Sperren",
    "/desk/matters": "Rechtssachen",
    "/desk/matters?show=closed": "Rechtssachen",
    "/desk/matters/new": "Eine Rechtssache eröffnen",
    "/desk/surge": "Antragswelle",
    "/desk/policy": "Richtlinie",
    "/desk/reports": "Berichte",
    "/desk/reports/authority": "Was Aufsichtsbehörden fragen",
    "/desk/reports/record": "Verzeichnis von Verarbeitungstätigkeiten",
    "/evidence": "Nachweise",
    "/evidence/verify": "Eine Nachweisdatei prüfen",
    "/evidence/exports": "Entnommen",
  },
};

for (const { language, screen } of looksAt())
  test(`the pages of the desk (${language}, ${screen}) @always`, async ({ browser }) => {
    test.setTimeout(300_000);
    const dora = await at(browser, "dora", { viewport: screens[screen] });
    await inLanguage(dora, language);
    // Whom each page is shown to is tried in each run; how it looks, in both languages, in three.
    for (const [path, title] of todaysOf(Object.entries(titles[language]))) {
      expect((await dora.goto(path))?.status(), path).toBe(200);
      await expect(dora.getByRole("heading", { level: 1 })).toHaveText(title);
      await look(dora, `${path.slice(1).replace(/\W/g, "-")}-${language}-${screen}`);
    }
    // Each once in either language and at either width.
    if ((language === "en") === (screen === "wide")) await requests(dora, language, screen);
    await inLanguage(dora, "en");
    await dora.context().close();
  });

/** One request in each state there is, how its date was counted, and its evidence. */
async function requests(page: Awaited<ReturnType<typeof at>>, language: Language, screen: string): Promise<void> {
  const found = new Map<string, string>();
  for (const path of ["/desk", "/desk?show=closed"]) {
    await page.goto(path);
    for (const row of await page.locator("tbody tr").all()) {
      const kind = `${await row.locator("td:not(.tick)").nth(0).innerText()} ${await row.locator("td:not(.tick)").nth(1).innerText()}`;
      found.set(kind, (await row.getByRole("link").getAttribute("href")) ?? "");
    }
  }
  expect(found.size).toBeGreaterThan(2);
  for (const [kind, href] of found) {
    await page.goto(href);
    await page.getByText(language === "en" ? "How this is counted" : "Wie das gezählt wird").click();
    await look(page, `request-${kind.replace(/\W/g, "-")}-${language}-${screen}`);
    await page.goto(href.replace("/desk/requests", "/evidence"));
    await look(page, `evidence-${kind.replace(/\W/g, "-")}-${language}-${screen}`);
  }
}

test("views are links, filters and the search are forms: the queue works without JavaScript", async ({ browser }) => {
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await rui.goto("/desk");
  await rui.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "closed" }).click();
  await expect(rui).toHaveURL(/desk\?show=closed$/);
  await rui.getByText("Filter and sort").click();
  await rui.getByLabel("Right").selectOption("Erasure");
  await rui.getByRole("button", { name: "Show" }).click();
  await expect(rui).toHaveURL(/desk\?show=closed&right=erasure$/);
  await expect(rui.locator("tbody tr").filter({ hasText: "Access" })).toHaveCount(0);
  const reference = await rui.getByRole("rowheader").first().innerText();
  await rui.getByLabel("Find a request by its reference").fill("R-0000 0000 0000 0000");
  await rui.getByRole("button", { name: "Find" }).click();
  await expect(rui.getByText("No request has this reference.")).toBeVisible();
  await rui.getByLabel("Find a request by its reference").fill(reference.toLowerCase());
  await rui.getByRole("button", { name: "Find" }).click();
  await expect(rui).toHaveURL(new RegExp(`/desk/requests/${reference.replace(/ /g, "")}$`));
  await rui.context().close();
});

test("nothing that stands in an address breaks a page", async ({ browser }) => {
  const rui = await at(browser, "rui");
  for (const path of [
    "/desk?show=%00&right[]=x&state=%F0%9F%92%A9&after=nonsense&before=2026-13-45.R-0",
    "/desk?after=9999-12-31.R-ZZZZZZZZZZZZZZZZ",
    "/desk?due=999&waits=x&with=%27&sort=--due&given=9e9&tick[]=all",
    "/desk?sort=received&after=99999999999999.R-ZZZZZZZZZZZZZZZZ",
    "/desk?due=1.5&with=00000000-0000-4000-8000-000000000000",
    "/desk?reference=%27%3B+DROP+TABLE+request%3B--",
    "/desk/duties?from=2026-02-30",
    "/desk/reports?from=2026-02-30&to=%00",
    "/desk/reports/authority?from=9999-12-31&to=1000-01-01",
    "/desk/policy?right=__proto__",
    "/evidence?from=tomorrow&to=0000-00-00&after=1.R-0",
    "/evidence/verify?result=../../secrets&problem=%3Cscript%3E",
  ])
    expect((await rui.goto(path))?.status(), path).toBe(200);
  for (const path of [
    "/desk/requests/R-0000000000000000",
    "/desk/requests/%00",
    "/desk/requests/R-0000000000000000/refuse",
    "/desk/holds/not-a-hold",
    "/desk/matters/not-a-matter",
    "/desk/matters/00000000-0000-4000-8000-000000000000",
    "/desk/tasks/00000000-0000-4000-8000-000000000000",
    "/evidence/%27",
  ])
    expect((await rui.goto(path))?.status(), path).toBe(404);
  await rui.context().close();
});
