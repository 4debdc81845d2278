/**
 * Art. 12(3), (4): what comes after month one. An extension is refused with the reason; a refusal goes out, because silence would be no
 * answer, and stands in the report as late.
 */
import { passTime, portalDay } from "./demo-database";
import { at, look, lookTwice, takeIn, untilDesk } from "./desk-story";
import { spaced } from "./desk-round";
import { expect, signInAs, test } from "./fixtures";

test.setTimeout(240_000);

const facts = "Three people with one name share this address and order together.";
const alternative = "Tell us the number of one order, and we go on at once.";

test("after month one an extension is refused with its reason, and a refusal stands among the late ones of the report", async ({
  browser,
}) => {
  const rui = await at(browser, "rui");
  // Month one ends within days; where that is no working day a refusal may take some more.
  const on = await portalDay("- interval '1 month' + interval '1 day'");
  const reference = await takeIn(rui, { right: "Access (Art. 15)", words: "What do you hold about me?", on });
  const extend = `/desk/requests/${reference}/extend`;
  await rui.goto(extend);
  await rui.getByLabel("The request is complex").check();
  await rui.getByLabel("The concrete reasons").fill("Your records lie in nine systems, and two are being moved.");
  await passTime("9 days");

  // The form stood open meanwhile; whoever comes back signs in again in another window.
  const back = await rui.context().newPage();
  await signInAs(back, "rui");
  await rui.getByRole("button", { name: "Send the notice" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Month one is over: the time limit can no longer be");
  await expect(rui.getByLabel("The concrete reasons")).toHaveValue(/^Your records lie in nine systems/);
  await look(rui, "extend-late");
  await rui.goto(extend);
  await expect(rui.getByRole("main")).toContainText(/extended only in month one, and that ended on \d{4}-\d\d-\d\d/);

  const refuse = async (page: typeof rui) => {
    await page.goto(`/desk/requests/${reference}/refuse`);
    await expect(page.getByRole("main")).toContainText(/Month one ended on \d{4}-\d\d-\d\d, so this refusal is late\./);
    await page.getByLabel("We cannot identify the person").check();
    await page.getByLabel("The facts of this case").fill(facts);
    await page.getByLabel("What can be done instead").fill(alternative);
  };
  const send = (page: typeof rui) => page.getByRole("button", { name: "Refuse and send the letter" }).click();
  await refuse(rui);
  await lookTwice(rui, "refuse-late");
  await refuse(rui);
  await refuse(back);
  await send(rui);
  await expect(rui.getByText("You proposed to refuse this request.")).toBeVisible();
  await send(back);
  await expect(back.locator("#error-summary")).toContainText("Another reviewer has to refuse too.");
  const nora = await at(browser, "nora");
  await refuse(nora);
  await send(nora);
  await expect(nora.getByRole("heading", { level: 1 })).toContainText("Refused");
  await expect(nora.getByRole("main")).toContainText("Refused after month one: it was due on");
  await send(back);
  await expect(back.locator("#error-summary")).toContainText("The request went on meanwhile and can no longer be");
  await untilDesk(nora, reference, /Refusal[^]*accepted/);

  const dora = await at(browser, "dora");
  await dora.goto("/desk/reports");
  const row = dora
    .getByRole("table", { name: "Refusals after month one" })
    .getByRole("row", { name: spaced(reference) });
  await expect(row).toContainText("Access");
  await expect(row).toContainText("the whole");
  await lookTwice(dora, "report-late-refusals");
  const link = dora.getByRole("link", { name: "Late refusals as CSV" });
  const csv = await dora.request.get((await link.getAttribute("href")) ?? "");
  const lines = (await csv.text()).split(/\r?\n/).filter((line) => line.includes(reference));
  expect(lines).toEqual([expect.stringMatching(/\baccess\b.*\bwhole\b/)]);
  await Promise.all([rui, nora, dora].map((page) => page.context().close()));
});
