/**
 * Art. 5(1)(c), (f): the desk looks at the records behind one line of a plan, for a purpose that is recorded first.
 */
import { ask, at, look, lookTwice, untilDesk } from "./desk-story";
import { expect, test } from "./fixtures";

test.setTimeout(300_000);

test("a reviewer says what for, sees the records of one line, and the evidence tells of the look", async ({
  browser,
}) => {
  const reference = await ask(browser, "jakob", "access");
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await untilDesk(rui, reference, "Look at records");
  await rui.getByRole("link", { name: "Look at records" }).click();
  await rui.getByRole("button", { name: "Record the look and show the records" }).click();
  const summary = rui.locator("#error-summary");
  for (const wrong of ["Choose the line.", "Choose what for.", "Write down what you have to find out"])
    await expect(summary).toContainText(wrong);
  await lookTwice(rui, "records-ask");

  await rui
    .getByRole("radio", { name: /^Orders? .*Shop/ })
    .first()
    .check();
  await rui.getByRole("radio", { name: "check what the plan decides" }).check();
  await rui.getByLabel("What exactly do you have to find out?").fill("Is the order of October the one they mean?");
  const shown = rui.waitForResponse((answer) => /records\?look=\d+$/.test(answer.url()) && answer.status() === 200);
  await rui.getByRole("button", { name: "Record the look and show the records" }).click();
  expect((await shown).headers()["cache-control"]).toContain("no-store");
  const main = rui.getByRole("main");
  await expect(main).toContainText("Schillerstraße 60");
  await expect(main).toContainText("Is the order of October the one they mean?");
  await lookTwice(rui, "records-shown");

  // The address alone opens nothing to a colleague.
  const dora = await at(browser, "dora");
  await dora.goto(rui.url());
  await expect(dora.getByRole("main")).toContainText("This look is over");
  await expect(dora.getByRole("main")).not.toContainText("Schillerstraße");
  await untilDesk(dora, reference, "Looked at the records: ");
  await expect(dora.getByRole("main")).not.toContainText("October");
  await look(dora, "records-looked");
  await Promise.all([rui, dora].map((page) => page.context().close()));
});
