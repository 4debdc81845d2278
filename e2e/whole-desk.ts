/** The desk as one: what it takes until a request is approved. */
import type { Browser, Page } from "@playwright/test";
import { at, settleDoubts, untilDesk } from "./desk-story";
import { expect } from "./fixtures";

export type Desk = { rui: Page; nora: Page; dora: Page };

/** Rui, Nora and Dora at their desks. */
export async function deskAtWork(browser: Browser): Promise<Desk> {
  const [rui, nora, dora] = [await at(browser, "rui"), await at(browser, "nora"), await at(browser, "dora")];
  return { rui, nora, dora };
}

export const goHome = ({ rui, nora, dora }: Desk) =>
  Promise.all([rui, nora, dora].map((page) => page.context().close()));

/** Doubts are decided, the officer agrees where she is asked, and as many reviewers approve as are needed. */
export async function approvePlan(
  { rui, nora, dora }: Desk,
  reference: string,
  right: "access" | "erasure",
  doubts: { theirs?: boolean } = {},
) {
  await settleDoubts(rui, reference, doubts);
  if (right === "erasure") {
    await dora.goto(`/desk/requests/${reference}/opinion`);
    await dora.getByLabel("I agree").check();
    await dora.getByLabel("Your reasons").fill("The retention rules are applied as the policy says.");
    await dora.getByRole("button", { name: "Record the opinion" }).click();
    await expect(dora.getByText("The Data Protection Officer agrees")).toBeVisible();
  }
  for (const reviewer of right === "erasure" ? [rui, nora] : [rui]) {
    await reviewer.goto(`/desk/requests/${reference}/approve`);
    await reviewer.getByRole("button", { name: /^Approve plan / }).click();
    await expect(reviewer).toHaveURL(new RegExp(`/desk/requests/${reference}$`));
  }
  await untilDesk(rui, reference, right === "access" ? "Answered" : /Approved|Answered/);
}
