/** What the stories of the rights share: a customer in either language, with and without JavaScript, who presses little. */
import type { Browser, Locator, Page } from "@playwright/test";
import { messagesFor } from "../i18n/messages";
import type { ComposedKind } from "../lib/letters/letter";
import { askedOf, louderThan } from "./asked-of";
import { look as lookAt } from "./customer-story";
import { inLanguage, type Language } from "./desk-story";
import { expect, linkIn, signInAs } from "./fixtures";
import { inbox } from "./inbox";
import { screens, type Reader } from "./readers";

/** A sentence of the customer's pages, as the page shows it. */
export function say(language: Language, key: string): string {
  const found = key
    .split(".")
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], messagesFor(language).my);
  if (typeof found !== "string") throw new Error(`no sentence my.${key}`);
  return found;
}

/** The subject of the mail that says that a letter of a kind waits. */
export function mailSubject(language: Language, kind: ComposedKind, reference: string): string {
  const { mail } = messagesFor(language).letters as unknown as { mail: { subject: Record<ComposedKind, string> } };
  return mail.subject[kind].replace("{reference}", reference);
}

/** Which page an address shows. One form asks several questions on one path: they differ by what was answered before. */
function pageOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname.replace(/R-[0-9A-Z]{16}/, "R") + (pathname === "/my/new" ? search : "");
}

/** All of what they came for, the one decision there is; and licences, which nobody gives up without saying so. */
const cameFor = ["scope", "code", "licences"];

/** Someone on their way through the portal: presses and pages are counted from their first page. */
export class Way {
  presses = 0;
  readonly pages = new Set<string>();
  private readonly fields = new Set<string>();
  private readonly pressedOn: string[] = [];
  private seen = "";

  constructor(
    readonly page: Page,
    readonly reader: Reader,
    readonly name: string,
  ) {
    this.pages.add(pageOf(page.url()));
    page.on("framenavigated", (frame) => {
      if (frame === page.mainFrame()) this.pages.add(pageOf(frame.url()));
    });
  }

  /** Presses a link or a button of the page by its words. */
  async press(role: "link" | "button", name: string | RegExp): Promise<void> {
    await this.go(
      this.page
        .getByRole("main")
        .getByRole(role, { name, exact: typeof name === "string" })
        .first(),
    );
  }

  /** Presses what stands there, and remembers what the page asked before. */
  async go(where: Locator, press: (where: Locator) => Promise<void> = (one) => one.click()): Promise<void> {
    await where.waitFor();
    await this.sees();
    const isButton = await where.evaluate((one) => one.matches("button"));
    if (isButton) for (const other of await louderThan(where)) this.pressedOn.push(`louder than the way on: ${other}`);
    this.presses += 1;
    await press(where);
  }

  private async sees(): Promise<void> {
    if (this.seen === this.page.url()) return;
    this.seen = this.page.url();
    const { fields, chosen } = await askedOf(this.page);
    for (const field of fields) this.fields.add(field);
    for (const field of chosen) if (!cameFor.includes(field)) this.pressedOn.push(`chosen beforehand: ${field}`);
  }

  /** Ticks what is labelled so: one more press. */
  async tick(name: string | RegExp): Promise<void> {
    const box = this.page
      .getByRole("main")
      .getByLabel(name, { exact: typeof name === "string" })
      .first();
    await this.go(box, (one) => one.check());
  }

  async headline(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(text);
  }

  /** A picture, and nothing that somebody could not use or should not read. */
  look(what: string): Promise<void> {
    return lookAt(this.page, `right-${this.name}-${what}-${this.reader.language}-${this.reader.screen}`);
  }

  /**
   * Six pages and eight presses at most, from the first page to the one that gives the receipt; no field but those that are needed,
   * none answered beforehand, and no way out that is louder than the way on.
   */
  few(needed: readonly string[]): void {
    expect([...this.fields].toSorted(), "fields").toEqual(needed.toSorted());
    expect(this.pressedOn).toEqual([]);
    expect(this.presses, "presses").toBeLessThanOrEqual(8);
    expect([...this.pages].length, [...this.pages].join(" ")).toBeLessThanOrEqual(6);
  }

  /** The reference of the request whose page this is. */
  get reference(): string {
    const found = /R-[0-9A-Z]{16}/.exec(this.page.url())?.[0];
    if (!found) throw new Error(`no request in ${this.page.url()}`);
    return found;
  }

  /** Loads the page anew until its headline says so. */
  async until(headline: string | RegExp): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(headline, { timeout: 500 });
    }).toPass({ timeout: 40_000 });
  }

  say = (key: string): string => say(this.reader.language, key);
}

/** A sentence with something filled in: what stands in braces may be anything. */
export const like = (sentence: string): RegExp =>
  new RegExp(`^${sentence.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^{}]*\}/g, ".+")}$`);

/** A customer with an account at their first page. */
export async function customer(browser: Browser, reader: Reader, person: string, name: string): Promise<Way> {
  const page = await inBrowser(browser, reader);
  await signInAs(page, person);
  await inLanguage(page, reader.language);
  await page.goto("/my");
  return new Way(page, reader, name);
}

/** Somebody without an account, at `to` by a link sent to their address. */
export async function byLink(
  browser: Browser,
  reader: Reader,
  { address, to, name }: { address: string; to: string; name: string },
): Promise<Way> {
  const page = await inBrowser(browser, reader);
  await page.goto(to);
  await inLanguage(page, reader.language);
  const way = new Way(page, reader, name);
  await page.goto(`/sign-in/link?to=${encodeURIComponent(to)}`);
  const before = (await inbox.messages(address)).length;
  await page.getByRole("textbox").fill(address);
  await way.press("button", /./);
  await expect.poll(async () => (await inbox.messages(address)).length).toBeGreaterThan(before);
  const mail = (await inbox.messages(address)).at(-1);
  if (!mail) throw new Error(`no mail for ${address}`);
  await page.goto(linkIn(mail));
  await way.press("button", /./);
  await expect(page).toHaveURL(new RegExp(`${to}$`));
  return way;
}

/** A browser of a reader's: its language, its screen, with JavaScript or without. */
export async function inBrowser(browser: Browser, { language, screen, javaScriptEnabled }: Reader): Promise<Page> {
  const locale = language === "de" ? "de-DE" : "en-GB";
  const context = await browser.newContext({ locale, viewport: screens[screen], javaScriptEnabled });
  return context.newPage();
}

/** The newest mail to an address whose subject begins so; nothing of the answer itself may stand in it. */
export const answerTo = (address: string, subject: string | RegExp) =>
  inbox.waitFor(
    (mail) =>
      mail.to.includes(address) &&
      (typeof subject === "string" ? mail.subject.startsWith(subject) : subject.test(mail.subject)),
    `mail to ${address} about ${subject}`,
  );
