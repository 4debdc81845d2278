/**
 * A month at the desk: six people and a mail, seven rights, from the queue to the report. Two reviewers and the officer do what the desk
 * says is next, see each letter before it goes, and touch nothing else; every answer is there before its day.
 */
import type { Browser } from "@playwright/test";
import { askFor, deletionOfEverything, takeBackAll, words } from "./customer-story";
import { passTime } from "./demo-database";
import { at, lookTwice, takeIn } from "./desk-story";
import { rounds, spaced, tasks } from "./desk-round";
import { expect, test } from "./fixtures";
import { downloaded } from "./fetch-copy";
import type { Reader } from "./readers";
import { customer, type Way } from "./right-story";
import { deskAtWork, goHome, type Desk } from "./whole-desk";

test.setTimeout(900_000);

const reader: Reader = { language: "en", screen: "wide", javaScriptEnabled: true };

test("a month of mixed requests is run from the desk alone, and the report says so", async ({ browser }) => {
  const asked = await everybodyAsks(browser);
  const all = Object.values(asked);
  let desk = await deskAtWork(browser);
  await takeAll(desk, all);
  await rounds(desk, all);
  await tasks(desk, all);
  await goHome(desk);

  // The copy goes first; then the time in which a deletion can be taken back.
  await fetchAll(browser, "emil", asked.copy);
  await passTime("25 hours");
  desk = await deskAtWork(browser);
  await expect.poll(() => states(desk, all), { timeout: 120_000, intervals: [2_000] }).toEqual([]);
  await tasks(desk, all);
  await goHome(desk);

  // The pause ends by a letter that is seen first, and a week later.
  desk = await deskAtWork(browser);
  const { rui } = desk;
  await rui.goto(`/desk/requests/${asked.pause}/lift`);
  await rui.getByLabel("Why it ends").fill("The invoice was checked and it is right.");
  await rui.getByLabel("What happens with the data then").fill("Orders are used as before.");
  await rui.getByRole("button", { name: "See the letter first" }).click();
  await expect(rui.getByRole("article")).toContainText("The invoice was checked and it is right.");
  await lookTwice(rui, "letter-ahead-lifting");
  await rui.getByRole("button", { name: "Send it" }).click();
  await expect(rui.getByRole("main")).toContainText("End of the pause announced for");
  await goHome(desk);
  await passTime("20 days");

  desk = await deskAtWork(browser);
  await rounds(desk, all);
  // What the pause had held back came with its end.
  await tasks(desk, all);
  expect(await tasks(desk, all)).toBe(0);
  await isTold(desk, all);
  await goHome(desk);
});

/** Six people ask; a seventh wrote. Gives the references. */
async function everybodyAsks(browser: Browser) {
  const emil = await at(browser, "emil");
  await takeBackAll(emil);
  const [copy, deletion] = await askFor(emil, `want=access&${deletionOfEverything}`, words.en.sendBoth);
  await emil.context().close();
  const by = async (person: string, asks: (way: Way) => Promise<void>): Promise<string> => {
    const way = await customer(browser, reader, person, "month");
    await takeBackAll(way.page);
    await asks(way);
    await expect(way.page).toHaveURL(/\/done$/);
    const { reference } = way;
    await way.page.context().close();
    return reference;
  };
  const pause = await by("greta", async (way) => {
    await way.page.goto("/my/pause");
    await way.tick(way.say("pause.grounds.18(1)(a)"));
    await way.page.getByLabel(way.say("pause.words")).fill("An invoice is wrong; check it first.");
    await way.press("button", way.say("pause.send"));
  });
  const objection = await by("luis", async (way) => {
    await way.page.goto("/my/objection");
    await way.tick(/^Judging the risk of paying later/);
    await way.page.getByLabel(way.say("objection.words")).fill("I was mixed up with a namesake before.");
    await way.press("button", way.say("objection.object"));
  });
  const correction = await by("karin", async (way) => {
    await way.page.goto("/my/correct");
    await way.press("link", /Address book/);
    await way.page.waitForURL(/\/correct\/[a-z-]+(\/|$)/);
    if (!/correct\/[a-z-]+\/./.test(way.page.url())) await way.press("link", new RegExp(`^${way.say("correct.this")}`));
    await way.page.getByRole("textbox", { name: "Street and number" }).fill(`Fjordveien ${Date.now() % 1_000}`);
    await way.press("button", way.say("correct.send.self-service"));
  });
  const files = await by("mara", async (way) => {
    await way.page.goto("/my/new?want=portability");
    await way.press("button", "Ask for my files");
  });
  const advertising = await by("carla", async (way) => {
    await way.page.goto("/my/objection");
    await way.press("button", way.say("objection.send"));
  });
  const rui = await at(browser, "rui");
  const mail = await takeIn(rui, { right: "Access (Art. 15)", words: "What do you hold about me?" });
  await rui.context().close();
  return { copy, deletion, pause, objection, correction, files, advertising, mail };
}

/** Somebody fetches this copy, and every other of theirs that lies ready. */
async function fetchAll(browser: Browser, person: string, copy: string): Promise<void> {
  const page = await at(browser, person);
  await page.goto("/my");
  const links = await page.locator('main a[href^="/my/requests/R-"]').all();
  const all = await Promise.all(links.map((link) => link.getAttribute("href")));
  for (const href of new Set([`/my/requests/${copy}`, ...all])) {
    await page.goto(href ?? "");
    if ((await page.getByRole("button", { name: "Download my copy" }).count()) > 0)
      await downloaded(page, "Download my copy");
  }
  await page.context().close();
}

/** Rui takes all of them into her hands, from the queue. */
async function takeAll({ rui }: Desk, references: readonly string[]): Promise<void> {
  await rui.goto("/desk?sort=-received");
  let ticked = 0;
  for (const reference of references) {
    const tick = rui.getByRole("checkbox", { name: `Tick ${spaced(reference)}` });
    if ((await tick.count()) === 0) continue;
    await tick.check();
    ticked += 1;
  }
  expect(ticked).toBeGreaterThan(3);
  await rui.getByLabel("Give the ticked ones to").selectOption("me");
  await rui.getByRole("button", { name: "Give", exact: true }).click();
  await expect(rui.getByText(`${ticked} requests changed hands.`)).toBeVisible();
  await lookTwice(rui, "month-begins");
}

/** What is not answered yet, with the first sentence of its page. */
async function states({ rui }: Desk, references: readonly string[]): Promise<string[]> {
  const open: string[] = [];
  for (const reference of references) {
    await rui.goto(`/desk/requests/${reference}`);
    const title = await rui.getByRole("heading", { level: 1 }).innerText();
    if (!/Answered|Not identified/.test(title)) open.push(title);
  }
  return open;
}

/** The queue holds none of them any more, and the report of the time says that every answer was on time. */
async function isTold({ rui, dora }: Desk, references: readonly string[]): Promise<void> {
  await rui.goto("/desk?with=me");
  for (const reference of references) await expect(rui.getByText(spaced(reference))).toHaveCount(0);
  for (const reference of references) {
    await rui.goto(`/desk/requests/${reference}`);
    await expect(rui.getByRole("heading", { level: 1 })).toContainText(/Answered|Not identified/);
  }
  await dora.goto("/desk/reports");
  await expect(dora.getByRole("main")).toContainText(/answers were on time/);
  await lookTwice(dora, "month-report");
}
