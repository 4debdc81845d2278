/** The shop's database and the mail server are away: nothing is lost, everybody is told, and it goes on by itself. */
import { look, words } from "./customer-story";
import { openShop, passTime, shutShop } from "./demo-database";
import { at, look as lookAtDesk, lookTwice, screens, untilDesk } from "./desk-story";
import { expect, personOf, test } from "./fixtures";
import { complaintsOf, movedBy } from "./page-weight";
import { aSecond, mailing } from "./registry";
import { answerTo, mailSubject, say } from "./right-story";
import { vendors } from "./vendors";

test.setTimeout(180_000);

test("Ines asks while shop and mail are away (en, narrow, no JavaScript); later both come back", async ({
  browser,
  inbox,
}) => {
  const ines = await at(browser, "ines", { javaScriptEnabled: false, viewport: screens.narrow });
  const headline = ines.getByRole("heading", { level: 1 });
  const rui = await at(browser, "rui");
  const { email } = personOf("ines");
  let reference = "";
  const form = await ines.context().newPage();
  const why = form.getByLabel(say("en", "correct.why-free"));
  await form.goto("/my/correct/account");
  await why.fill("My name is spelled otherwise.");
  try {
    await shutShop();
    await inbox.behave("down");
    // What was written when the shop was still there is sent too late, and is not lost.
    await form.getByRole("button", { name: say("en", "correct.send.self-service") }).click();
    await expect(form.locator("#error-summary")).toContainText(say("en", "correct.problems.unanswered"));
    await expect(form.getByText("Shop database did not answer just now")).toBeVisible();
    await expect(form.locator("blockquote")).toHaveText("My name is spelled otherwise.");
    await look(form, "away-correct-en-narrow");
    await ines.goto("/my/data");
    await expect(headline).toHaveText("A system of ours is not answering, so we cannot tell you now what we hold.");
    await expect(ines.getByText("No answer comes from Shop database now.")).toBeVisible();
    await look(ines, "away-data-en-narrow");
    await ines.goto("/my/new?want=erasure&scope=everything&licences=keep&contact=allow");
    await expect(headline).toContainText("so we cannot foresee now what would go");
    await look(ines, "away-preview-en-narrow");
    await ines.getByRole("main").getByRole("button", { name: words.en.next }).click();
    await ines.getByRole("button", { name: words.en.sendErasure }).click();
    await expect(headline).toHaveText(words.en.arrived);
    reference = new URL(ines.url()).pathname.split("/")[3] ?? "";
    await untilDesk(rui, reference, "waits for a source");
    await expect(rui.getByRole("main")).toContainText("not yet effective");
    await lookAtDesk(rui, "away-request");
    await rui.goto("/desk");
    await lookAtDesk(rui, "away-queue");
    await ines.getByRole("link", { name: words.en.follow }).click();
    await expect(headline).toContainText("One of our systems is not answering. We ask it again; your date stays ");
    await expect(ines.getByText("The notice by e-mail is on its way.")).toBeVisible();
    await look(ines, "away-request-en-narrow");
  } finally {
    await openShop();
    await inbox.behave("accept");
  }
  await form.getByRole("button", { name: say("en", "send-again") }).click();
  await expect(form.locator("#error-summary")).toContainText(say("en", "correct.problems.nothing"));
  await expect(why).toHaveValue("My name is spelled otherwise.");
  // The next try is some minutes later: they pass.
  await passTime("3 minutes");
  await inbox.waitFor(
    ({ envelope, text }) => envelope.to.includes(email) && text.includes(reference),
    "receipt for Ines",
  );
  await untilDesk(rui, reference, /Planned[^]*Acknowledgement[^]*accepted/);
  await ines.reload();
  await expect(headline).toContainText("A person checks what goes and what stays");
  await ines.goto(`/my/requests/${reference}/cancel`);
  await ines.getByRole("button", { name: words.en.cancelYes }).click();
  await Promise.all([ines, rui].map((page) => page.context().close()));
});

test("a no to advertising holds at once where a system is away; its letter is worded meanwhile and goes when that has followed", async ({
  browser,
}) => {
  const { email } = personOf("deniz");
  const [deniz, rui, dora] = [await at(browser, "deniz"), await at(browser, "rui"), await at(browser, "dora")];
  const headline = deniz.getByRole("heading", { level: 1 });
  const words = "You also told us by telephone.";
  const word = async (page: typeof rui, opening: string) => {
    await page.getByLabel("Opening, after the salutation").fill(opening);
    await page.getByRole("button", { name: "Keep this wording" }).click();
  };
  let reference = "";
  expect(await mailing()).toContain(email);
  await deniz.goto("/my/objection");
  try {
    await shutShop();
    await deniz.getByRole("button", { name: say("en", "objection.send") }).dblclick();
    await expect(headline).toHaveText(say("en", "done.at-once.objection"));
    reference = new URL(deniz.url()).pathname.split("/")[3] ?? "";
    await aSecond();
    expect(await mailing()).not.toContain(email);
    await untilDesk(rui, reference, "waits for a source");
    await lookAtDesk(rui, "at-once-request");
    for (const page of [rui, dora]) {
      await page.goto(`/desk/requests/${reference}`);
      await page.getByRole("link", { name: "See and word it: Answer: objection" }).click();
      await expect(page.getByRole("main")).toContainText("It goes out by itself as soon as every system has ended it.");
    }
    await lookTwice(rui, "letter-ahead-at-once");
    await word(rui, words);
    await expect(rui.getByRole("article")).toContainText(words);
    await word(dora, "Thank you for your patience.");
    await expect(dora.locator("#error-summary")).toContainText("Somebody worded the letter meanwhile.");
    await deniz.goto(`/my/requests/${reference}`);
    await expect(headline).toHaveText(say("en", "headlines.advertising.source"));
    await look(deniz, "at-once-away-en-wide");
  } finally {
    await openShop();
  }
  await passTime("3 minutes");
  await expect(async () => {
    await deniz.reload();
    await expect(headline).toHaveText(say("en", "headlines.advertising.answered"), { timeout: 500 });
  }).toPass({ timeout: 40_000 });
  expect((await answerTo(email, mailSubject("en", "objection", reference))).text).not.toContain(words);
  await word(rui, "Thank you for your patience.");
  await expect(rui.locator("#error-summary")).toContainText("No such letter would go out now.");
  await dora.goto(`/desk/requests/${reference}`);
  await dora.getByRole("link", { name: "Answer: objection", exact: true }).click();
  await expect(dora.getByRole("article")).toContainText(words);
  await lookTwice(dora, "letter-at-once");
  await deniz.getByRole("link", { name: say("en", "letters.kinds.objection") }).click();
  await expect(deniz.getByRole("article")).toContainText(words);
  await look(deniz, "at-once-letter-en-wide");
  await Promise.all([deniz, rui, dora].map((page) => page.context().close()));
});

test("a system that takes its time keeps nobody from reading what the others hold", async ({ browser }) => {
  const ana = await at(browser, "ana");
  const main = ana.getByRole("main");
  // A page that comes in parts breaks its own policy nowhere.
  const complaints = complaintsOf(ana);
  try {
    await vendors.hang("mailchimp");
    await ana.goto("/my/data", { waitUntil: "commit" });
    await expect(ana.getByRole("heading", { level: 1 })).toHaveText("What our systems hold about you");
    const system = (name: string) => main.getByRole("listitem").filter({ hasText: name }).first();
    await main.getByText(/^The \d+ systems that we ask$/).click();
    await expect(system("Shop database")).toContainText("has answered");
    await expect(system("Mailchimp")).toContainText("being asked …");
    const account = main.locator("#account");
    await expect(account).toContainText(/\d records?/);
    await expect(main.locator("#newsletter")).toContainText("being asked …");
    // What needs every system is not there yet: nothing is summed up, nothing said to be missing.
    await expect(main.getByText("When all of them have answered")).toBeVisible();
    await expect(main.getByRole("heading", { name: "When your data goes" })).toBeHidden();
    await account.locator("summary").click();
    await account.getByRole("link", { name: "Pause its use: Customer account" }).click();
    await expect(ana.getByRole("checkbox", { name: "Customer account" })).toBeChecked();
    // What arrives late is filled in where it belongs, and pushes nothing away.
    await vendors.hang("mailchimp");
    await ana.goto("/my/data", { waitUntil: "commit" });
    await expect(main.locator("#newsletter")).toContainText("being asked …");
    await vendors.back();
    // The portal waits for an answer, gives up and asks once more.
    await expect(main.locator("#newsletter summary")).toContainText(/\d records?/, { timeout: 60_000 });
    await expect(main.getByRole("heading", { name: "When your data goes" })).toBeVisible();
    // Whether it was back in time or was given up: either the sum is told, or who is missing in it.
    await expect(
      main.getByText(/^(Today we find [\d,]+ records about you|No answer comes from Mailchimp now)/),
    ).toBeVisible();
    expect(await movedBy(ana)).toBe(0);
    expect(complaints).toEqual([]);
  } finally {
    await vendors.back();
  }
  await ana.goto("/my/data?whole=yes");
  await expect(ana.getByRole("heading", { level: 1 })).toContainText("Today we find");
  await look(ana, "data-whole-en-wide");
  await ana.context().close();
});

test("a mailbox that nobody can read is an alarm at the desk and by mail, until it can be read again", async ({
  browser,
  inbox,
}) => {
  const rui = await at(browser, "rui");
  const note = rui.getByText(/^The mailbox for privacy matters has not been readable since /);
  const wrote = (subject: RegExp) => inbox.waitFor((mail) => subject.test(mail.subject), `${subject}`);
  await rui.goto("/desk");
  await expect(note).toHaveCount(0);
  const sees = (count: number) =>
    expect(async () => {
      await rui.goto("/desk");
      await expect(note).toHaveCount(count, { timeout: 500 });
    }).toPass({ timeout: 90_000, intervals: [3_000] });
  try {
    await vendors.shutMailbox();
    // It has to last, for a restart of a mail server is none: from the first reading that fails a quarter of an hour goes by.
    await sees(0);
    await expect(async () => {
      await passTime("6 minutes");
      await rui.goto("/desk");
      await expect(note).toHaveCount(1, { timeout: 500 });
    }).toPass({ timeout: 150_000, intervals: [8_000] });
    await lookAtDesk(rui, "away-mailbox");
    await wrote(/mailbox for privacy matters|Postfach/);
  } finally {
    await vendors.back();
  }
  await sees(0);
  await rui.context().close();
});
