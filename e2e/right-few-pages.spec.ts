/** A copy, a deletion, and both: six pages and eight presses at most from the overview to the press that sends. */
import { expect, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { customer } from "./right-story";

const doors = { access: "?want=access", erasure: "?want=erasure", both: "?want=access&want=erasure" } as const;

for (const reader of readersOf("few pages"))
  for (const want of ["access", "erasure", "both"] as const)
    test(`${want} takes few pages (${called(reader)})`, async ({ browser }) => {
      // She has a licence, so she is asked most; and no open request of hers would make this one a reminder.
      const way = await customer(browser, reader, "karin", want);
      // A request that she made before has the same name as its door, and leads elsewhere.
      await way.go(way.page.locator(`main a[href="/my/new${doors[want]}"]`).first());
      const button = (key: string) =>
        way.page.getByRole("main").getByRole("button", { name: way.say(key), exact: true });
      const [send, next] = [button(`new.check.send-${want}`), button("new.continue")];
      for (;;) {
        // Which of the two it is can only be told of a page that is there.
        await expect(send.or(next).first()).toBeVisible();
        if ((await send.count()) > 0) break;
        if ((await way.page.getByLabel(way.say("new.contact.stop")).count()) > 0)
          await way.tick(way.say("new.contact.stop"));
        const from = way.page.url();
        await way.press("button", way.say("new.continue"));
        await expect(way.page).not.toHaveURL(from);
      }
      await way.go(send.first(), async () => undefined);
      way.few(want === "access" ? [] : ["category", "contact", "licences", "scope"]);
      // What was counted is the whole way, not a page that was never left.
      expect(way.pages.size).toBeGreaterThan(want === "access" ? 1 : 4);
      await way.page.context().close();
    });
