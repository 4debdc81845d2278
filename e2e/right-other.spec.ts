/** Whoever does not fit the form: asked by a person on a page of its own; and contracts, which are the shop's. */
import { expect, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { answerTo, byLink, like } from "./right-story";

const words = {
  en: "I am the father of Timo Brandt, who is fourteen and has an account with you. Please delete it.",
  de: "Ich bin der Vater von Timo Brandt, der vierzehn ist und bei Ihnen ein Konto hat. Bitte löschen Sie es.",
};
const cancelling = { en: "I cancel the order of the microphone.", de: "Ich widerrufe die Bestellung des Mikrofons." };

for (const reader of readersOf("parent"))
  test(`a parent asks for a child (${called(reader)})`, async ({ browser }) => {
    const address = `parent.${reader.language}@post.example`;
    const way = await byLink(browser, reader, { address, to: "/my/other", name: "other" });
    await way.look("form");
    await way.press("button", way.say("other.send"));
    await expect(way.page.getByRole("alert").first()).toContainText(way.say("other.problems.is"));
    await way.tick(way.say("other.is.parent"));
    await way.tick(way.say("other.wants.erasure"));
    await way.page.getByLabel(way.say("other.words")).fill(words[reader.language]);
    await way.press("button", way.say("other.send"));
    await expect(way.page).toHaveURL(/\/done$/);
    await way.look("done");
    way.few(["address", "is", "want", "words"]);
    await way.press("link", way.say("done.follow"));
    await way.until(like(way.say("headlines.another.identity")));
    await way.look("waiting");
    await answerTo(address, /./);
    await way.press("link", way.say("can.cancel-erasure"));
    await way.press("button", way.say("cancel.button"));
    await way.headline(way.say("headlines.any.cancelled"));
    await way.page.context().close();
  });

for (const reader of readersOf("contract"))
  test(`a contract is cancelled and passed on to the shop (${called(reader)})`, async ({ browser }) => {
    const address = `buyer.${reader.language}@post.example`;
    const way = await byLink(browser, reader, { address, to: "/my", name: "contract" });
    await way.press("link", way.say("doors.contract"));
    await way.page.getByLabel(way.say("contract.words")).fill(cancelling[reader.language]);
    await way.look("form");
    await way.press("button", way.say("contract.send"));
    await way.headline(like(way.say("contract.sent")));
    await way.look("sent");
    way.few(["address", "order", "words"]);
    const receipt = await answerTo(address, /./);
    expect(receipt.text).not.toMatch(/microphone|Mikrofon/);
    const passedOn = await answerTo("widerruf@klangwerk.example", /./);
    expect(passedOn.text).not.toMatch(/microphone|Mikrofon|post\.example/);
    await way.page.context().close();
  });
