/** What the stories of the desk share: requests to decide about, people at work beside each other, and a picture of pages. */
import type { Browser, Cookie, Page } from "@playwright/test";
import { portalDay } from "./demo-database";
import { expect, inLanguage, signInAs, type Language } from "./fixtures";
import { lookAt } from "./page-look";
import { screens } from "./readers";

export { inLanguage, screens, type Language };

/** Where those who decide at the desk came in, by person: they stay signed in from one story to the next. */
const signedIn = new Map<string, { cookies: Cookie[]; page: string }>();
const stay = ["rui", "nora", "dora"];

/** A person in a browser of their own, reading English. A session that is over by now is begun anew. */
export async function at(browser: Browser, person: string, options: Parameters<Browser["newContext"]>[0] = {}) {
  const context = await browser.newContext({ viewport: screens.wide, ...options });
  const page = await context.newPage();
  const before = signedIn.get(person);
  if (before) {
    await context.addCookies(before.cookies);
    await page.goto(before.page);
  }
  if (!before || new URL(page.url()).pathname.startsWith("/sign-in")) await signInAs(page, person);
  await inLanguage(page, "en");
  if (stay.includes(person)) signedIn.set(person, { cookies: await context.cookies(), page: page.url() });
  return page;
}

/** The customer asks; gives the reference. */
export async function ask(
  browser: Browser,
  person: string,
  right: "access" | "erasure" | "portability",
): Promise<string> {
  const page = await at(browser, person);
  const answers = {
    access: "want=access",
    erasure: "want=erasure&scope=everything&contact=allow&licences=keep&seen=yes",
    portability: "want=portability",
  };
  await page.goto(`/my/new?${answers[right]}`);
  await page.getByRole("button", { name: /^Ask for (my copy|the deletion|my files)$/ }).click();
  await expect(page).toHaveURL(/\/done$/);
  const reference = new URL(page.url()).pathname.split("/")[3] ?? "";
  await page.context().close();
  return reference;
}

/** Opens a request on the desk and waits until the portal has brought it to where it reads like `text`. */
export async function untilDesk(
  page: Page,
  reference: string,
  text: string | RegExp,
  { seconds = 40 } = {},
): Promise<void> {
  await expect(async () => {
    await page.goto(`/desk/requests/${reference}`);
    await expect(page.getByRole("main")).toContainText(text, { timeout: 500 });
  }).toPass({ timeout: seconds * 1_000 });
}

/** Decides every doubt, all of a kind at once, until none is left: `theirs`, else as another person's. */
export async function settleDoubts(page: Page, reference: string, { theirs = false } = {}): Promise<void> {
  const plan = /^(?![^]*being made anew)[^]*plan [0-9a-f]{4} [0-9a-f]{4}/;
  const answer = theirs ? /(this person’s|Hand them out)/ : /(somebody else’s|Hand them out)/;
  await untilDesk(page, reference, plan);
  for (let n = 0; n < 5; n++) {
    const decide = page.getByRole("link", { name: /^Decide (the open doubt|\d+ open doubts)$/ });
    if ((await decide.count()) === 0) return;
    await decide.click();
    await page.getByRole("radio", { name: answer }).first().check();
    // The reason comes after the question on the page: once it is filled, all of the page is there.
    await page.getByLabel("Your reason").fill("The orders on the desk and the name on these records were compared.");
    const alike = page.getByRole("checkbox", { name: /^Yes, also for the / });
    if ((await alike.count()) > 0) await alike.check();
    await page.getByRole("button", { name: "Decide" }).click();
    await expect(page).toHaveURL(new RegExp(`/desk/requests/${reference}$`));
    await untilDesk(page, reference, plan);
  }
  throw new Error("there is always another doubt");
}

/** Legal finds the refusal that waits for her and agrees with its facts. */
export async function legalAgrees(browser: Browser, reference: string, { closely = false } = {}): Promise<void> {
  const lea = await at(browser, "lea");
  await lea.goto("/evidence");
  if (closely) await lookTwice(lea, "evidence-waiting");
  await lea.locator(`.note a[href="/evidence/${reference}"]`).click();
  if (closely) await lookTwice(lea, "evidence-legal");
  await lea.getByRole("button", { name: "Record your view" }).click();
  await expect(lea.locator("#error-summary")).toContainText("Choose whether the facts carry it.");
  await lea.getByLabel("The facts carry it", { exact: true }).check();
  await lea.getByLabel("Your reasons").fill("The facts show more than a wish to know what is held.");
  await lea.getByRole("button", { name: "Record your view" }).click();
  await expect(lea.getByRole("table", { name: "Events in their order" })).toContainText("Opinion: agrees");
  await expect(lea.getByRole("heading", { name: "Your view is asked for" })).toHaveCount(0);
  await lea.context().close();
}

/** A page of the desk as it is: usable by everybody, and a picture of it. */
export const look = (page: Page, name: string): Promise<void> => lookAt(page, `desk-${name}`);

/** The page as it is, in both languages, wide and narrow: a picture of each, and accessible in each. */
export async function lookTwice(page: Page, name: string): Promise<void> {
  for (const language of ["de", "en"] as const) {
    await inLanguage(page, language);
    for (const [screen, size] of Object.entries(screens)) {
      await page.setViewportSize(size);
      await look(page, `${name}-${language}-${screen}`);
    }
  }
  await page.setViewportSize(screens.wide);
}

export const lookInto = (page: Page) => page.getByRole("button", { name: "Look into the file" }).click();

export const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
/** By the portal's clock, which other stories may have moved by years. */
export const portalYesterday = () => portalDay("- interval '1 day'");

type Came = { right: string; words: string; requester?: string; on?: string };

/** Somebody wrote by e-mail, yesterday or `on` a day; the desk takes it in and waits until it is its turn. Gives the reference. */
export async function takeIn(page: Page, { right, words, requester = "self", on }: Came): Promise<string> {
  await page.goto("/desk/intake");
  await page.getByLabel("By e-mail").check();
  await page.getByLabel("Arrived on").fill(on ?? (await portalYesterday()));
  await page.getByLabel("At", { exact: true }).fill("09:15");
  await page.getByLabel(right).check();
  await page.getByLabel("In the person’s words").fill(words);
  await page.getByLabel("Who asks?").selectOption(requester);
  await page.getByLabel("English").check();
  await page.getByLabel("E-mail address").fill("somebody@post.example");
  await page.getByRole("button", { name: "Take in", exact: true }).click();
  await page.getByRole("link", { name: "Go to the request" }).click();
  await page.waitForURL(/\/desk\/requests\/R-[0-9A-Z]{16}$/);
  const reference = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await untilDesk(page, reference, "Decide who the person is");
  return reference;
}
