/** The copy: approved, made, fetched, used up and gone; by account and by e-mail link; and what an erasure waits for. */
import type { Browser } from "@playwright/test";
import { askFor, deletionOfEverything, look, words } from "./customer-story";
import { passTime } from "./demo-database";
import { at, lookTwice, screens } from "./desk-story";
import { expect, expectAccessible, linkIn, pressPerson, signInAs, test } from "./fixtures";
import { downloaded } from "./fetch-copy";
import { openCopy } from "./open-copy";
import { unzip } from "./unzip";
import { approvePlan, deskAtWork, goHome } from "./whole-desk";

test.setTimeout(240_000);

test("Deniz asks for a copy and then deletion (de, narrow, no JavaScript): the deletion waits for the download", async ({
  browser,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: "de-DE",
    viewport: screens.narrow,
  });
  const deniz = await context.newPage();
  const picture = (name: string) => look(deniz, `copy-${name}-de-narrow`);
  await signInAs(deniz, "deniz");
  const [copy, deletion] = await askFor(deniz, `want=access&${deletionOfEverything}`, words.de.sendBoth);
  const desk = await deskAtWork(browser);
  await approvePlan(desk, copy, "access");
  await approvePlan(desk, deletion, "erasure");
  await goHome(desk);

  const headline = deniz.getByRole("heading", { level: 1 });
  await deniz.goto(`/my/requests/${deletion}`);
  await expect(headline).toHaveText("Ihre Löschung wartet, bis Sie Ihre Kopie haben.");
  await expect(deniz.getByRole("button", { name: "Nicht auf meine Kopie warten" })).toBeVisible();
  await picture("deletion-waits");

  // A sign-in of eleven minutes ago is too old to hand everything out.
  await passTime("11 minutes");
  await deniz.getByRole("link", { name: "Ihre Kopie", exact: true }).click();
  await expect(headline).toContainText("Ihre Kopie liegt bereit.");
  await expect(deniz.getByRole("button", { name: "Kopie herunterladen" })).toHaveCount(0);
  await picture("sign-in-again");
  await deniz.getByRole("link", { name: "Zum Herunterladen anmelden" }).click();
  await expect(deniz.getByRole("heading", { level: 1 })).toHaveText("Bitte zeigen Sie noch einmal, dass Sie es sind.");
  await picture("show-again");
  await deniz.getByRole("button", { name: "Mit dem Kundenkonto anmelden" }).click();
  await pressPerson(deniz, "deniz");
  await expect(deniz).toHaveURL(new RegExp(`/my/requests/${copy}$`));
  await picture("ready");
  const zip = await downloaded(deniz, "Kopie herunterladen");
  await readPage(browser, zip, { name: "copy-opened-de", locale: "de-DE", viewport: screens.narrow });

  // A download that broke off goes on where it stood, and only for the same file.
  const part = await context.request.get(`/api/package/${copy}`, { headers: { Range: "bytes=1000-" } });
  expect(part.status()).toBe(206);
  expect(part.headers()["content-range"]).toBe(`bytes 1000-${zip.length - 1}/${zip.length}`);
  expect(Buffer.compare(await part.body(), zip.subarray(1000))).toBe(0);
  const changed = { Range: "bytes=1000-", "If-Range": '"another file"' };
  expect((await context.request.get(`/api/package/${copy}`, { headers: changed })).status()).toBe(200);
  const several = await context.request.get(`/api/package/${copy}`, { headers: { Range: "bytes=0-1,5-6" } });
  expect([several.status(), Buffer.compare(await several.body(), zip)]).toEqual([200, 0]);
  const beyond = await context.request.get(`/api/package/${copy}`, { headers: { Range: `bytes=${zip.length}-` } });
  expect([beyond.status(), beyond.headers()["content-range"]]).toEqual([416, `bytes */${zip.length}`]);
  const head = await context.request.head(`/api/package/${copy}`, { headers: { Range: "bytes=0-9" } });
  expect([head.status(), head.headers().etag]).toEqual([200, part.headers().etag]);

  for (let left = 4; left > 0; left--) {
    await signInAs(deniz, "deniz");
    await deniz.goto(`/my/requests/${copy}`);
    await expect(deniz.getByText(left === 1 ? "noch einmal herunterladen" : `noch ${left}-mal`)).toBeVisible();
    await downloaded(deniz, "Kopie herunterladen");
  }
  await signInAs(deniz, "deniz");
  await deniz.goto(`/my/requests/${copy}`);
  await expect(
    deniz.getByText("Die Kopie wurde so oft heruntergeladen, wie wir es aus Sicherheit erlauben."),
  ).toBeVisible();
  await expect(deniz.getByRole("button", { name: "Kopie herunterladen" })).toHaveCount(0);
  await picture("used-up");
  const sixth = await context.request.post(`/api/package/${copy}`, {
    headers: { Origin: new URL(deniz.url()).origin },
    maxRedirects: 0,
  });
  expect(sixth.headers().location).toBe(`/my/requests/${copy}?download=used-up`);
  await handsOutAgain(browser, copy);
  await signInAs(deniz, "deniz");
  await deniz.goto(`/my/requests/${copy}`);
  await expect(deniz.getByText("noch einmal herunterladen")).toBeVisible();
  await downloaded(deniz, "Kopie herunterladen");
  await deniz.reload();
  await expect(deniz.getByRole("button", { name: "Kopie herunterladen" })).toHaveCount(0);

  await deniz.goto(`/my/requests/${deletion}`);
  await expect(async () => {
    await deniz.reload();
    await expect(headline).toContainText("beginnt am", { timeout: 500 });
  }).toPass();
  await picture("deletion-goes-on");

  await passTime("31 days");
  await signInAs(deniz, "deniz");
  await expect(async () => {
    await deniz.goto(`/my/requests/${copy}`);
    // What people had to look for by hand is late by then, and said to be.
    await expect(headline).toHaveText(
      /^Ihr Anliegen ist beantwortet\. Die Datei mit Ihrer Kopie liegt nicht mehr hier\. .+ verspätet\.$/,
      { timeout: 500 },
    );
    await expect(deniz.getByText("Die Datei mit Ihrer Kopie wurde hier gelöscht.")).toBeVisible({ timeout: 500 });
  }).toPass();
  await picture("gone");
  const late = await context.request.get(`/api/package/${copy}`, { maxRedirects: 0 });
  expect(late.status()).toBe(303);
  await deniz.goto(late.headers().location ?? "");
  await expect(
    deniz.getByText("Die Datei mit Ihrer Kopie ist gelöscht. Sie können jederzeit eine neue anfordern."),
  ).toBeVisible();
  await context.close();
});

test("Quentin, who has no account, fetches his copy by link; an old link has to be asked for again (en, wide)", async ({
  browser,
  inbox,
}) => {
  const address = "quentin.roth@post.example";
  const context = await browser.newContext({ locale: "en-GB", viewport: screens.wide });
  const quentin = await context.newPage();
  const picture = (name: string) => look(quentin, `copy-by-link-${name}-en-wide`);
  const byLink = async () => {
    const before = (await inbox.messages(address)).length;
    await quentin.getByLabel("E-mail address").fill(address);
    await quentin.getByRole("button", { name: "Send the link" }).click();
    const isLink = ({ text }: { text: string }) => text.includes("/sign-in/confirm");
    await expect
      .poll(async () => (await inbox.messages(address)).slice(before).filter(isLink).length)
      .toBeGreaterThan(0);
    const mail = (await inbox.messages(address)).findLast(isLink);
    if (!mail) throw new Error("no link came");
    await quentin.goto(linkIn(mail));
    await quentin.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(quentin).toHaveURL(/\/my/);
  };
  await quentin.goto("/sign-in/link");
  await byLink();
  const [copy] = await askFor(quentin, "want=access", words.en.sendAccess);
  const desk = await deskAtWork(browser);
  await approvePlan(desk, copy, "access", { theirs: true });
  await goHome(desk);

  await passTime("11 minutes");
  await quentin.goto(`/my/requests/${copy}`);
  await expect(quentin.getByText("ask for a new link to your e-mail address")).toBeVisible();
  await picture("ask-again");
  await quentin.getByRole("link", { name: "Sign in to download" }).click();
  await byLink();
  await expect(quentin).toHaveURL(new RegExp(`/my/requests/${copy}$`));
  await picture("ready");
  const zip = await downloaded(quentin, "Download my copy");
  await readPage(browser, zip, { name: "copy-opened-en", locale: "en-GB", viewport: screens.wide });
  await quentin.reload();
  await expect(quentin.getByText("You can download it 4 more times.")).toBeVisible();
  await picture("downloaded");
  await context.close();
});

/** Two reviewers let the person have the copy once more; a second word of the first one is none, and one too many changes nothing. */
async function handsOutAgain(browser: Browser, reference: string): Promise<void> {
  const [rui, nora] = [await at(browser, "rui"), await at(browser, "nora")];
  const late = await rui.context().newPage();
  const address = `/desk/requests/${reference}/release-again`;
  const why = (page: typeof rui) => page.getByLabel("Why once more").fill("The phone that it was saved on is broken.");
  const propose = (page: typeof rui) => page.getByRole("button", { name: "Propose it" }).click();
  await rui.goto(address);
  await propose(rui);
  await expect(rui.locator("#error-summary")).toContainText("Say in at least one whole sentence");
  await lookTwice(rui, "release-again");
  await late.goto(address);
  for (const page of [rui, late]) await why(page);
  await propose(rui);
  await expect(rui).toHaveURL(new RegExp(`/desk/requests/${reference}$`));
  await propose(late);
  await expect(late.locator("#error-summary")).toContainText("You proposed this already.");
  await nora.goto(address);
  await expect(nora.getByRole("main")).toContainText("A colleague proposed this.");
  await why(nora);
  await nora.getByRole("button", { name: "Hand it out once more" }).click();
  await expect(nora).toHaveURL(new RegExp(`/desk/requests/${reference}$`));
  await propose(late);
  await expect(late.locator("#error-summary")).toContainText("The person can still download the copy.");
  await Promise.all([rui, nora].map((page) => page.context().close()));
}

type Opened = { name: string; locale: string; viewport: { width: number; height: number } };

/** Opens the copy from the disk: it asks no network, is accessible, and its words are of one language. */
async function readPage(browser: Browser, zip: Buffer, { name, locale, viewport }: Opened): Promise<void> {
  const files = await unzip(zip);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(["index.html", "data/competition-entry.json", "manifest.json", "manifest.sig"]),
  );
  const { page, turnTo, close } = await openCopy(browser, files, { locale, viewport });
  for (const shown of ["index", "records/competition-entry-1", "timeline"]) {
    await turnTo(`${shown}.html`);
    await expect(page.locator("html")).toHaveAttribute("lang", locale.slice(0, 2));
    await look(page, shown === "index" ? name : `${name}-${shown.replace("/", "-")}`);
    await expectAccessible(page);
  }
  await close();
}
