/** Art. 17(3) in the browser: a reviewer decides otherwise about one line; the plan is made anew, says what changed, and is approved by two. */
import { ask, at, look, lookTwice, settleDoubts, untilDesk } from "./desk-story";
import { expect, test } from "./fixtures";

test.setTimeout(180_000);

test("a reviewer keeps one line for a law suit; the new plan says so, and it can be taken back", async ({
  browser,
}) => {
  const reference = await ask(browser, "greta", "erasure");
  const rui = await at(browser, "rui");
  await settleDoubts(rui, reference);
  await rui.getByRole("link", { name: "Decide otherwise about a line" }).click();
  await rui.getByRole("button", { name: "Decide and make the plan anew" }).click();
  const summary = rui.locator("#error-summary");
  await expect(summary).toContainText("Choose the line.");
  await expect(summary).toContainText("Choose the ground.");
  await lookTwice(rui, "override");

  await rui
    .getByRole("radio", { name: /becomes Keep/ })
    .first()
    .check();
  await rui.getByLabel(/Art\. 17\(3\)\(e\)/).check();
  await rui.getByLabel("Your reason").fill("The shop was sued about the last order on Monday.");
  await rui.getByRole("button", { name: "Decide and make the plan anew" }).click();
  await expect(summary).toContainText("Name the norm, with its number.");
  await expect(rui.getByLabel("Your reason")).toHaveValue("The shop was sued about the last order on Monday.");
  await rui.getByLabel("The norm that asks for the records").fill("§ 195 BGB; 12 O 345/26");
  await rui.getByLabel("Keep them until").fill("2029-12-31");
  await rui.getByRole("button", { name: "Decide and make the plan anew" }).click();
  await expect(summary).toContainText("write down for the person the facts of this case");
  await rui.getByLabel("The facts of this case").fill("A law suit about your last order is under way.");
  await rui.getByLabel("What can be done instead").fill("Nobody uses the order for anything but the law suit.");
  await rui.getByRole("button", { name: "Decide and make the plan anew" }).click();

  await untilDesk(rui, reference, "no longer stands: a reviewer decided otherwise about a line");
  const changes = rui.getByRole("table", { name: /^Changes since plan \d+$/ });
  await expect(changes).toContainText("12 O 345/26");
  const main = rui.getByRole("main");
  await expect(main).toContainText("Two people approve this plan");
  await expect(main).not.toContainText("The shop was sued");
  await lookTwice(rui, "overridden");

  await rui.getByRole("button", { name: "Take back" }).click();
  await untilDesk(rui, reference, /^(?![^]*Two people approve this plan)[^]*plan [0-9a-f]{4} [0-9a-f]{4}/);
  await look(rui, "override-taken-back");
  await rui.context().close();
});

test("a part of the data to take along is kept back for the rights of others, on no other right's ground", async ({
  browser,
}) => {
  const reference = await ask(browser, "ines", "portability");
  const rui = await at(browser, "rui");
  await untilDesk(rui, reference, /plan [0-9a-f]{4} [0-9a-f]{4}/);
  await rui.getByRole("link", { name: "Keep back a part of the data" }).click();
  await expect(rui.getByRole("radio", { name: /BDSG|Art\. 17/ })).toHaveCount(0);
  await rui
    .getByRole("radio", { name: /record/ })
    .first()
    .check();
  await rui.getByLabel(/Art\. 20\(4\)/).check();
  await rui.getByLabel("Your reason").fill("Somebody else wrote half of these lines.");
  await rui.getByRole("button", { name: "Decide and make the plan anew" }).click();
  await expect(rui.locator("#error-summary")).toContainText("A part is refused");
  await rui.getByLabel("The facts of this case").fill("Half of these lines were written by somebody else.");
  await rui.getByLabel("What can be done instead").fill("Your copy holds them, with the others blacked out.");
  await lookTwice(rui, "override-portability");
  await rui.getByRole("button", { name: "Decide and make the plan anew" }).click();
  await untilDesk(rui, reference, "no longer stands: a reviewer decided otherwise about a line");
  await expect(rui.getByRole("table", { name: /^Changes since plan \d+$/ })).toContainText("Art. 20(4)");
  await expect(rui.getByRole("main")).toContainText("Two people approve this plan");
  await rui.context().close();
});
