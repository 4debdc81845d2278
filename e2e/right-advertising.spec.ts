/** Art. 21(2) in the browser: no account, a link by e-mail, one press; no mailing a second later has the address. */
import { inShop } from "./demo-database";
import { expect, personOf, test } from "./fixtures";
import { aSecond, mailing } from "./registry";
import { called, readersOf } from "./readers";
import { answerTo, byLink, like, mailSubject } from "./right-story";

const people = { en: "ben", de: "henrik" } as const;

for (const reader of readersOf("advertising"))
  test(`somebody without an account says no to advertising (${called(reader)})`, async ({ browser }) => {
    const { language, javaScriptEnabled } = reader;
    const address = personOf(people[language]).email;
    expect(await mailing()).toContain(address);
    const way = await byLink(browser, reader, { address, to: "/my/objection", name: "advertising" });
    await way.headline(way.say("objection.headline"));
    await way.look("form");
    const send = way.page.getByRole("button", { name: way.say("objection.send") });
    await way.go(send, (one) => (javaScriptEnabled ? one.dblclick() : one.click()));
    await way.headline(way.say("done.at-once.objection"));
    await aSecond();
    expect(await mailing()).not.toContain(address);
    await way.look("done");
    // Beside the one press stand the uses that have to be weighed, with their reasons.
    way.few(["address", "purpose", "words"]);
    await way.press("link", way.say("done.follow"));
    await answerTo(address, mailSubject(language, "objection", way.reference));
    await way.until(way.say("headlines.advertising.answered"));
    await way.look("answered");
    const open = await inShop("SELECT 1 FROM newsletter_subscriptions WHERE email = $1 AND status = 'confirmed'", [
      address,
    ]);
    expect(open).toEqual([]);
    await way.page.goto("/my");
    await expect(
      way.page.locator('main a[href^="/my/requests/R-"]').filter({ hasText: like(way.say("rights.objection")) }),
    ).toHaveCount(1);
    await way.page.context().close();
  });
