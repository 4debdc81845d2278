/** Art. 16 in the browser: what a shop lets people edit, at once, to the shop's database and the answer in the inbox. */
import { inShop } from "./demo-database";
import { expect, personOf, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { answerTo, customer } from "./right-story";

const stories = {
  en: { person: "carla", field: "City", city: "Potsdam" },
  de: { person: "greta", field: "Ort", city: "Eutin" },
} as const;

for (const reader of readersOf("correct"))
  test(`a customer corrects an address of theirs (${called(reader)})`, async ({ browser }) => {
    const { person, field, city } = stories[reader.language];
    const { email } = personOf(person);
    const way = await customer(browser, reader, person, "correct");
    const account = (await inShop("SELECT id FROM accounts WHERE email = $1", [email]))[0]?.id;
    const before = await inShop("SELECT * FROM addresses ORDER BY id");
    await way.press("link", way.say("doors.correct"));
    await way.look("kinds");
    await way.press("link", /Address book|Adressbuch/);
    await way.page.waitForURL(/\/correct\/[a-z-]+(\/|$)/);
    if (!/correct\/[a-z-]+\/./.test(way.page.url())) await way.press("link", new RegExp(`^${way.say("correct.this")}`));
    await expect(way.page.getByText(way.say("correct.stored")).first()).toBeVisible();
    await way.look("form");
    await way.press("button", way.say("correct.send.self-service"));
    await expect(way.page.getByRole("alert").first()).toContainText(way.say("correct.problems.nothing"));
    await way.page.getByRole("textbox", { name: field }).fill(city);
    const send = way.page.getByRole("button", { name: way.say("correct.send.self-service") });
    await way.go(send, (one) => (reader.javaScriptEnabled ? one.dblclick() : one.click()));
    await way.headline(way.say("done.headline-editing"));
    await way.look("done");
    way.few(["to.city", "to.country", "to.name", "to.postcode", "to.street", "words"]);
    await way.press("link", way.say("done.follow"));
    await way.until(way.say("headlines.editing.answered"));
    await way.look("answered");
    await answerTo(email, reader.language === "de" ? "Unsere Antwort auf Ihr Anliegen" : "Our answer to your request");
    const after = await inShop("SELECT * FROM addresses ORDER BY id");
    const changed = after.filter((row, at) => JSON.stringify(row) !== JSON.stringify(before[at]));
    expect(changed.map(({ account_id, city: now }) => [account_id, now])).toEqual([[account, city]]);
    await way.press("link", way.say("letters.kinds.rectification"));
    await expect(way.page.getByRole("article")).not.toContainText(city);
    await way.look("letter");
    await way.page.context().close();
  });
