/** Somebody asks in a customer's name: the customer's other address is told, stops it, and a person decides. */
import { look as lookAt } from "./customer-story";
import { ask, at, inLanguage, look, untilDesk } from "./desk-story";
import { expect, linkIn, test } from "./fixtures";

const other = "deniz.aksoy@alt.example";

test("a deletion that the customer’s earlier address stops does not happen, and all are told why", async ({
  browser,
  inbox,
}) => {
  test.slow();
  const reference = await ask(browser, "deniz", "erasure");
  const notice = await inbox.waitFor(
    ({ envelope, subject }) => envelope.to.includes(other) && subject.includes(reference),
    "notice to the earlier address",
  );
  expect(`${notice.subject} ${notice.text} ${notice.html}`).not.toMatch(/Deniz|Aksoy|KW-\d/);

  // Nobody signs in here: only the link is known, and no script runs.
  const stranger = await browser.newContext({
    javaScriptEnabled: false,
    locale: "de-DE",
    viewport: { width: 360, height: 740 },
  });
  const page = await stranger.newPage();
  await page.goto(linkIn(notice));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wissen Sie von diesem Anliegen?");
  await lookAt(page, "stop-ask-de-narrow");
  await page.getByRole("button", { name: "Dieses Anliegen anhalten" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Das Anliegen ist angehalten.");
  await lookAt(page, "stop-done-de-narrow");
  await page.goto("/stop?token=nobody-was-sent-this");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dieser Link führt zu keinem Anliegen.");
  await stranger.close();

  const deniz = await at(browser, "deniz");
  await deniz.goto(`/my/requests/${reference}`);
  await expect(deniz.getByRole("heading", { level: 1 })).toContainText("asked us to check this request first");
  await lookAt(deniz, "stop-customer-en-wide");

  const told = await inbox.waitFor(
    ({ envelope, subject }) =>
      !envelope.to.includes(other) && subject.includes("News about") && subject.includes(reference),
    "mail to who asked that it was stopped",
  );
  expect(told.text).toMatch(/another contact address of your account asked us to check/);
  expect(`${told.subject} ${told.text} ${told.html}`).not.toMatch(/Deniz|Aksoy|KW-\d/);

  const rui = await at(browser, "rui");
  await untilDesk(rui, reference, /Decide about the stop/);
  await look(rui, "stopped-en-wide");
  await rui.getByRole("link", { name: "Decide about the stop" }).first().click();
  await inLanguage(rui, "de");
  await look(rui, "stopped-decide-de-wide");
  await inLanguage(rui, "en");
  await rui.getByRole("button", { name: "Record the decision" }).click();
  await expect(rui.getByText("Choose your decision.").first()).toBeVisible();
  await rui.getByLabel("The request ends").check();
  await rui.getByLabel("What was checked").fill("The customer does not answer at the phone number on file.");
  await rui.getByRole("button", { name: "Record the decision" }).click();
  await expect(rui.getByText("Stop decided: the request ends")).toBeVisible();

  await deniz.reload();
  await expect(deniz.getByText("A person decided about that.")).toBeVisible();
  await deniz.getByRole("link", { name: "The request has ended" }).first().click();
  await expect(deniz.getByRole("main")).toContainText("another contact address of your account stopped it");
  await deniz.context().close();
  await rui.context().close();
});
