/**
 * Ana is in every system that the policy names. One copy and one deletion go through all of them: a vendor that does not
 * answer is waited for, what no program reaches is done by a person, what takes a vendor weeks is named as such, and
 * the numbers of the answer add up.
 */
import { downloaded } from "./fetch-copy";
import { askFor, deletionOfEverything, look, sumOfNumbers, takeBackAll, words } from "./customer-story";
import { inShop, passTime } from "./demo-database";
import { at, look as lookAtDesk, lookInto, lookTwice, untilDesk, yesterday } from "./desk-story";
import { expect, personOf, signInAs, test } from "./fixtures";
import { unzip } from "./unzip";
import { vendors } from "./vendors";
import { approvePlan, deskAtWork, goHome } from "./whole-desk";

test.setTimeout(420_000);

const { VENDORS_URL = "http://localhost:3003" } = process.env;
let copy = "";
let deletion = "";

test("Ana's copy waits for a vendor that is away, shows what each system holds, and a person fetches the rest", async ({
  browser,
}) => {
  const ana = await at(browser, "ana");
  const headline = ana.getByRole("heading", { level: 1 });
  await takeBackAll(ana);
  try {
    await vendors.away("zendesk");
    [copy, deletion] = await askFor(ana, `want=access&${deletionOfEverything}`, words.en.sendBoth);
    const rui = await at(browser, "rui");
    await untilDesk(rui, copy, "waits for a source");
    await rui.context().close();
    await ana.goto(`/my/requests/${copy}`);
    await expect(headline).toContainText("One of our systems is not answering.");
  } finally {
    await vendors.back();
  }
  await passTime("3 minutes");
  const desk = await deskAtWork(browser);
  await untilDesk(desk.rui, copy, /Planned/);
  await approvePlan(desk, copy, "access");
  await lookTwice(desk.rui, "everywhere-copy");

  await signInAs(ana, "ana");
  await ana.goto(`/my/requests/${copy}`);
  const files = await unzip(await downloaded(ana, "Download my copy"));
  const inCopy = (name: string) => files.get(name)?.toString() ?? "";
  expect(inCopy("data/support-ticket-contract.json")).toContain(`"source":"zendesk"`);
  expect(inCopy("data/newsletter.json")).toContain(`"source":"mailchimp"`);
  await look(ana, "everywhere-copy-ready-en-wide");
  await ana.context().close();

  // What no program reaches: a person is led through it, and writes down what came of it.
  const { rui } = desk;
  await rui.goto(`/desk/requests/${copy}`);
  await rui.getByRole("link", { name: "Search by hand for the copy: Criteo, Advertising profile" }).click();
  await expect(rui.getByRole("main")).not.toContainText(personOf("ana").email);
  await lookInto(rui);
  await expect(rui.getByRole("heading", { name: "By what the person is found there" })).toBeVisible();
  await lookTwice(rui, "everywhere-guided-task");
  await rui.getByRole("button", { name: "Done" }).click();
  await expect(rui.locator("#error-summary")).toBeVisible();
  await lookAtDesk(rui, "everywhere-guided-task-missing");
  await goHome(desk);
});

test("Ana's deletion waits for a vendor, lands in every system, and its numbers add up", async ({ browser }) => {
  let desk = await deskAtWork(browser);
  await approvePlan(desk, deletion, "erasure");
  await lookTwice(desk.rui, "everywhere-deletion");
  await goHome(desk);
  try {
    await vendors.away("mailchimp");
    await passTime("25 hours");
    desk = await deskAtWork(browser);
    await untilDesk(desk.rui, deletion, "waits for a source", { seconds: 120 });
    expect(await inShop("SELECT FROM accounts WHERE id = 'KW-100001'")).toHaveLength(1);
  } finally {
    await vendors.back();
  }
  const { rui } = desk;
  await expect(async () => {
    await passTime("10 minutes");
    await untilDesk(rui, deletion, "Answered", { seconds: 10 });
  }).toPass({ timeout: 180_000 });
  await lookTwice(rui, "everywhere-answered");
  const task = rui.getByRole("link", { name: "Erase by hand: Mapp (Webtrekk), Webtrekk" });
  await task.click();
  await lookInto(rui);
  await lookTwice(rui, "everywhere-guided-deletion");
  await rui.getByLabel("Numbers of the jobs").fill("4711, 4712");
  await rui.getByLabel("Finished on").fill(yesterday());
  await rui.getByLabel("What the jobs found or confirmed").fill("Both jobs ended; the link to the person is cut.");
  await rui.getByRole("button", { name: "Done" }).click();
  await expect(rui).toHaveURL(/\/desk\/tasks$/);
  await rui.goto(`/desk/requests/${deletion}`);
  await expect(task).toHaveCount(0);
  await goHome(desk);

  const ana = await at(browser, "ana");
  await ana.goto(`/my/requests/${deletion}`);
  expect(await sumOfNumbers(ana)).toBeGreaterThan(1_000);
  await look(ana, "everywhere-erased-en-wide");
  await ana.getByRole("link", { name: "What was deleted and what stays" }).click();
  await look(ana, "everywhere-letter-en-wide");
  const { email } = personOf("ana");
  for (const vendor of ["mailchimp", "hotjar"])
    expect((await vendors.holds(vendor)).includes(`"${email}"`), vendor).toBe(false);
  await ana.goto(`${VENDORS_URL}/?find=ana.vidal`);
  await look(ana, "everywhere-vendors");
  await ana.context().close();
});
