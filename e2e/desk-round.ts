/** Rounds of the desk: each person opens what the queue holds for them and does what its page asks for next, and nothing else. */
import type { Locator, Page } from "@playwright/test";
import { lookInto, settleDoubts, yesterday } from "./desk-story";
import { expect } from "./fixtures";
import type { Desk } from "./whole-desk";

type Reference = string;
/** Does one step, on whose page it stands. */
type Does = (page: Page, reference: Reference) => Promise<void>;

/** Every letter that is typed into a form is seen before it goes, and sent from there. */
async function seenAndSent(page: Page, said: string): Promise<void> {
  await page.getByRole("button", { name: "See the letter first" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A letter before it goes out");
  await expect(page.getByRole("article")).toContainText(said);
  await page.getByRole("button", { name: /^(Send it|Decide so)$/ }).click();
  await expect(page).toHaveURL(/\/desk\/requests\/R-[0-9A-Z]{16}$/);
}

const doesNot = "We do not know the address that was written from, and no order was named.";
const weighed = [
  "We want to know whether somebody can pay before goods leave the house.",
  "For prepaid orders the value is not needed at all.",
  "A mix-up has happened and may happen again.",
  "The risk of another mix-up weighs more than our convenience.",
];

const steps: Record<string, Does> = {
  async identity(page) {
    await page.getByLabel("The person cannot be identified").check();
    await page.getByLabel("What was checked, and why that decides it").fill(doesNot);
    await page.getByLabel(/would help/).fill("the number of one of your orders");
    await seenAndSent(page, "the number of one of your orders");
  },
  doubt: (page, reference) => settleDoubts(page, reference),
  async opinion(page) {
    await page.getByLabel("I agree").check();
    await page.getByLabel("Your reasons").fill("The retention rules are applied as the policy says.");
    await page.getByRole("button", { name: "Record the opinion" }).click();
  },
  async approve(page) {
    await page.getByRole("button", { name: /^Approve plan / }).click();
  },
  async weigh(page) {
    await page.getByLabel("The person’s reasons: the use ends").check();
    const labels = ["Our interest", "Is the use needed for it?", "What the person’s situation says against it", "The result"]; // prettier-ignore
    for (const [at, label] of labels.entries()) await page.getByLabel(label, { exact: true }).fill(weighed[at] ?? "");
    await seenAndSent(page, weighed[3] ?? "");
  },
  async exceptions(page) {
    for (const use of await page.getByLabel("Does it go on?").all()) await use.selectOption("stops");
    await seenAndSent(page, "");
  },
};

/** Opens the request and does the one step that its page puts first for this person; false where there is none. */
async function next(page: Page, reference: Reference): Promise<boolean> {
  await page.goto(`/desk/requests/${reference}`);
  const first = page.getByRole("main").locator("a.button:not(.quiet)").first();
  if ((await first.count()) === 0) return false;
  const step = new URL((await first.getAttribute("href")) ?? "", page.url()).pathname.split("/").at(-1) ?? "";
  const does = steps[step];
  // Tasks have a list of their own.
  if (!does) return false;
  await first.click();
  // Its steps look what the page asks for: it has to be there.
  await page.waitForURL((url) => url.pathname.split("/").at(-1) === step);
  await does(page, reference);
  await expect(page).toHaveURL(/\/desk\/requests\/R-[0-9A-Z]{16}$/);
  return true;
}

/** Each goes through the requests once; gives how many steps were done. */
export async function round({ rui, nora, dora }: Desk, references: readonly Reference[]): Promise<number> {
  let done = 0;
  for (const reference of references) for (const page of [rui, dora, nora]) if (await next(page, reference)) done += 1;
  return done;
}

/** Rounds go on until one found nothing to do, with the portal at work on none of them before it. */
export async function rounds(desk: Desk, references: readonly Reference[]): Promise<void> {
  for (let n = 0; n < 40; n++) {
    await expect.poll(() => atWork(desk, references), { timeout: 120_000 }).toEqual([]);
    if ((await round(desk, references)) === 0) return;
  }
  throw new Error("the desk is never done");
}

/** Those of which their page says that nothing is to be done because the portal is at work. */
async function atWork({ rui }: Desk, references: readonly Reference[]): Promise<Reference[]> {
  const busy: Reference[] = [];
  for (const reference of references) {
    await rui.goto(`/desk/requests/${reference}`);
    if ((await rui.getByText("the portal is at work").count()) > 0) busy.push(reference);
  }
  return busy;
}

/** Does every task of these requests, from the list of all. */
export async function tasks({ rui }: Desk, references: readonly Reference[]): Promise<number> {
  const open = async () => {
    await rui.goto("/desk/tasks");
    const links = rui
      .getByRole("row")
      .filter({ hasText: new RegExp(references.map(spaced).join("|")) })
      .getByRole("link");
    const all = await links.evaluateAll((found) => found.map((one) => one.getAttribute("href") ?? ""));
    return all.filter((href) => /\/desk\/tasks\/./.test(href));
  };
  let done = 0;
  for (let all = await open(); all.length > 0; all = await open()) {
    await rui.goto(all[0] ?? "");
    if ((await rui.getByRole("button", { name: "Look into the file" }).count()) > 0) await lookInto(rui);
    await writeDown(rui.locator("form").filter({ has: rui.getByRole("button", { name: "Done", exact: true }) }));
    await rui.getByRole("button", { name: "Done", exact: true }).click();
    await expect(rui).toHaveURL(/\/desk\/tasks$/);
    done += 1;
  }
  return done;
}

/** What a task asks for, whatever it is: words, a day, a number. */
async function writeDown(form: Locator): Promise<void> {
  for (const field of await form.locator("textarea").all())
    await field.fill("Done today in that system by hand, and looked at again.");
  for (const field of await form.locator('input[name^="evidence."]').all()) {
    const [type, mode] = [await field.getAttribute("type"), await field.getAttribute("inputmode")];
    await field.fill(type === "date" ? yesterday() : mode === "numeric" ? "1" : "V-2026-17");
  }
}

export const spaced = (reference: Reference): string => `R-${reference.slice(2).replace(/(.{4})(?=.)/g, "$1 ")}`;
