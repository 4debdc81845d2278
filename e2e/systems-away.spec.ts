/** The shop's database and the mail server are away: nothing is lost, everybody is told, and it goes on by itself. */
import { look, words } from "./customer-story";
import { openShop, passTime, shutShop } from "./demo-database";
import { at, look as lookAtDesk, screens, untilDesk } from "./desk-story";
import { expect, personOf, test } from "./fixtures";
import { complaintsOf, movedBy } from "./page-weight";
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
  try {
    await shutShop();
    await inbox.behave("down");
    await ines.goto("/my/data");
    await expect(headline).toHaveText("A system of ours is not answering, so we cannot tell you now what we hold.");
    await expect(ines.getByText("Shop database is not answering now.")).toBeVisible();
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
