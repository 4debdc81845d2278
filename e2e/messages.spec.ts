/** Art. 12(1), (2) in the browser: a customer writes about a request, the desk reads it after a look and answers; the mail says nothing of it. */
import { at, ask, lookInto, lookTwice, untilDesk } from "./desk-story";
import { expect, personOf, test } from "./fixtures";
import { inbox } from "./inbox";
import { called, readersOf } from "./readers";
import { customer } from "./right-story";

test.setTimeout(180_000);

const question = "Will my synthesiser’s registration stay? It is called Bertha.";
const answer = "Bertha stays registered until you say otherwise.";

for (const reader of readersOf("messages"))
  test(`a customer and the desk write to each other (${called(reader)})`, async ({ browser }) => {
    const person = reader.language === "en" ? "emil" : "karin";
    const reference = await ask(browser, person, "erasure");
    const way = await customer(browser, reader, person, "messages");
    await way.page.goto(`/my/requests/${reference}`);
    await way.press("button", way.say("messages.send"));
    await expect(way.page.getByRole("main")).toContainText(way.say("messages.problems.text"));
    await way.page.getByLabel(way.say("messages.text")).fill(question);
    const send = way.page.getByRole("button", { name: way.say("messages.send") });
    await (reader.javaScriptEnabled ? send.dblclick() : send.click());
    const said = way.page.getByRole("region", { name: way.say("messages.title") });
    await expect(said).toContainText(question);
    await expect(said.getByText(question)).toHaveCount(1);
    await expect(way.page.getByLabel(way.say("messages.text"))).toHaveValue("");
    await way.look("written");

    const dora = await at(browser, "dora");
    await untilDesk(dora, reference, "Answer the person’s message");
    await expect(dora.getByRole("main")).not.toContainText("Bertha");
    await dora.getByRole("link", { name: "Answer the person’s message" }).click();
    await expect(dora.getByRole("main")).not.toContainText("Bertha");
    await lookInto(dora);
    await expect(dora.getByRole("main")).toContainText(question);
    if (reader.language === "en") await lookTwice(dora, "message");
    await dora.getByLabel("Your message").fill(answer);
    await dora.getByRole("button", { name: "Send message" }).click();
    await expect(dora.getByRole("main")).toContainText(answer);
    await expect(dora.getByRole("button", { name: "It needs no answer" })).toHaveCount(0);

    const { email } = personOf(person);
    const mail = await inbox.waitFor(
      ({ to, subject }) => to.includes(email) && subject.includes(reference) && /message|Nachricht/.test(subject),
      "mail that a message waits",
    );
    expect(`${mail.subject} ${mail.text}`).not.toContain("Bertha");
    await way.page.reload();
    await expect(said).toContainText(answer);
    await way.look("answered");
    await Promise.all([dora, way.page].map((page) => page.context().close()));
  });
