/** Art. 20 in the browser: files for other programs, no copy under another name; asked again, what changed is said. */
import { buffer } from "node:stream/consumers";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, personOf, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { answerTo, customer } from "./right-story";
import { unzip } from "./unzip";

const people = { en: "karin", de: "luis" } as const;
const split = {
  en: /\d in your files and [\d,]+ not part of these files/,
  de: /\d in Ihren Dateien und [\d.]+ nicht Teil dieser Dateien/,
};

for (const reader of readersOf("take"))
  test(`a customer takes their data along (${called(reader)})`, async ({ browser }) => {
    const person = people[reader.language];
    const way = await customer(browser, reader, person, "take");
    await way.press("link", way.say("doors.portability"));
    await way.look("check");
    await way.press("button", way.say("new.check.send-portability"));
    await expect(way.page).toHaveURL(/\/done$/);
    await way.look("done");
    way.few([]);
    await way.press("link", way.say("done.follow"));
    await way.until(/./);
    const ready = new RegExp(way.say("headlines.portability.ready").split(".")[0] ?? "");
    await way.until(ready);
    // Nobody was refused what the files are not about.
    await expect(way.page.getByRole("main")).toContainText(split[reader.language]);
    await way.look("ready");
    await answerTo(personOf(person).email, reader.language === "de" ? /mitnehmen|Mitnehmen/ : /take|along/i);
    const [download] = await Promise.all([
      way.page.waitForEvent("download"),
      way.press("button", way.say("download.button-portability")),
    ]);
    const files = await unzip(await buffer(await download.createReadStream()));
    const names = [...files.keys()];
    expect(names).toEqual(expect.arrayContaining(["manifest.json", "fields.json"]));
    expect(names.some((name) => name.endsWith(".html"))).toBe(false);
    const json = names.filter((name) => /^data\/.*\.json$/.test(name));
    expect(json.length).toBeGreaterThan(0);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const name of json) {
      const schema = JSON.parse(String(files.get(name.replace(/^data\//, "schema/")))) as object;
      expect(ajv.validate(schema, JSON.parse(String(files.get(name)))), name).toBe(true);
      expect(
        names.some((one) => one.startsWith(name.replace(/\.json$/, "")) && one.endsWith(".csv")),
        name,
      ).toBe(true);
    }
    // Asked again before the answer has arrived it would only be a reminder.
    await expect(async () => {
      await way.page.reload();
      await expect(way.page.getByRole("main")).toContainText(way.say("timeline.any.delivered"), { timeout: 500 });
    }).toPass();
    await way.page.goto("/my/new?want=portability");
    await way.press("button", way.say("new.check.send-portability"));
    await expect(way.page).toHaveURL(/\/done$/);
    await way.press("link", way.say("done.follow"));
    await way.until(ready);
    await expect(way.page.getByRole("main")).toContainText(way.say("since.nothing").split("<a>")[0] ?? "");
    await way.look("again");
    await way.page.context().close();
  });
