/** Art. 20(2) in the browser: data go straight to a company that the person names, and what came of it stands on their page. */
import { expect, personOf, test } from "./fixtures";
import { at, lookTwice } from "./desk-story";
import { called, readersOf } from "./readers";
import { answerTo, customer, type Way } from "./right-story";
import { vendors } from "./vendors";

const stories = {
  en: { person: "jakob", endings: [], state: "accepted" },
  de: { person: "carla", endings: [{ kind: "answer", status: 401 }], state: "refused" },
} as const;

async function fill(way: Way, name: string, value: string): Promise<void> {
  await way.page.getByLabel(way.say(`send.${name}`), { exact: true }).fill(value);
}

for (const reader of readersOf("send"))
  test(`a customer sends their data to another company (${called(reader)})`, async ({ browser }) => {
    const { person, endings, state } = stories[reader.language];
    const way = await customer(browser, reader, person, "send");
    const { address, code } = await vendors.invite(...endings);
    const host = new URL(address).host;
    await way.press("link", way.say("doors.transfer"));
    await way.look("named");
    await fill(way, "company", "Tonspur");
    await fill(way, "address", "https://169.254.169.254/latest/meta-data");
    await fill(way, "code", code);
    await way.page.getByRole("main").getByRole("button").click();
    // What is wrong stands beside the field, and nothing that was typed is lost.
    await expect(way.page.getByLabel(way.say("send.address"), { exact: true })).toHaveAttribute("aria-invalid", "true");
    await expect(way.page.getByRole("main")).toContainText(way.say("send.problems.number"));
    await expect(way.page.getByLabel(way.say("send.company"), { exact: true })).toHaveValue("Tonspur");
    await way.look("wrong");
    await fill(way, "address", address);
    await way.press("button", way.say("send.continue"));
    await expect(way.page).toHaveURL(/\/requests\/.*\/send$/);
    await expect(way.page.getByRole("main")).toContainText(address);
    await way.look("check");
    await way.press("button", way.say("send.check.button").replace("{host}", host));
    await expect(way.page).toHaveURL(/\/done$/);
    way.few(["address", "code", "company"]);
    await way.press("link", way.say("done.follow"));
    const said = way.say(`send.states.${state}`);
    await expect(async () => {
      await way.page.reload();
      await expect(way.page.getByRole("main")).toContainText(said, { timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await way.look(state);
    // In each case the person has the file themselves.
    await expect(way.page.getByRole("button", { name: way.say("download.button-portability") })).toBeVisible();
    await answerTo(personOf(person).email, reader.language === "de" ? /mitnehmen|Mitnehmen/ : /take|along/i);
    await way.page.context().close();
  });

test("where nobody answered, the desk asks the company, and the person reads what it said", async ({ browser }) => {
  const way = await customer(
    browser,
    { language: "en", screen: "wide", javaScriptEnabled: true },
    "deniz",
    "send-unknown",
  );
  // The file arrives and the answer is lost; the code was used by it.
  const { address, code } = await vendors.invite({ kind: "lost-answer" }, { kind: "answer", status: 401 });
  await way.page.goto("/my/send");
  await fill(way, "company", "Tonspur");
  await fill(way, "address", address);
  await fill(way, "code", code);
  await way.press("button", way.say("send.continue"));
  await expect(way.page).toHaveURL(/\/requests\/.*\/send$/);
  const { reference } = way;
  await way.page
    .getByRole("main")
    .getByRole("button", { name: new URL(address).host })
    .click();
  await expect(way.page).toHaveURL(/\/done$/);
  await way.page.goto(`/my/requests/${reference}`);
  const reads = (text: string) =>
    expect(async () => {
      await way.page.reload();
      await expect(way.page.getByRole("main")).toContainText(text, { timeout: 500 });
    }).toPass({ timeout: 60_000 });
  await reads(way.say("send.states.unknown"));
  const rui = await at(browser, "rui");
  await rui.goto(`/desk/requests/${reference}`);
  await rui.getByRole("link", { name: "Find out whether a file arrived" }).first().click();
  await rui.getByRole("button", { name: "Look into the file" }).click();
  await expect(rui.getByRole("main")).toContainText(address);
  await lookTwice(rui, "transfer-unknown");
  await rui.getByRole("button", { name: "Record it" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose whether the file arrived.");
  await rui.getByLabel("Yes, they have it").check();
  await rui.getByLabel("Who said so, and when").fill("Their support found it under the key, this morning.");
  await rui.getByRole("button", { name: "Record it" }).click();
  await expect(rui).toHaveURL(new RegExp(`/desk/requests/${reference}$`));
  await reads(way.say("send.states.accepted"));
  for (const page of [way.page, rui]) await page.context().close();
});
