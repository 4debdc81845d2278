/** The doors, as people and as those who try them: link, customer account, receipt code. */
import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import { takeBackAll } from "./customer-story";
import { expect, expectAccessible, linkIn, signInAs, test } from "./fixtures";
import { looksAt } from "./readers";
import { sendAction } from "./send-action";

test.use({ javaScriptEnabled: false });

const session = async (context: BrowserContext) =>
  (await context.cookies()).find(({ name }) => name.endsWith("rightful-session"));

test("a link of the shop opens its page: without a press after a sign-in at the shop, and after the list for a stranger", async ({
  page,
  request,
}) => {
  await page.goto("/go/delete");
  await expect(page.getByRole("heading", { name: "Who do you want to be?" })).toBeVisible();
  await page.locator('button[name="person"][value="carla"]').click();
  await expect(page).toHaveURL(/\/my\/new\?want=erasure$/);
  // The portal forgets her; at the shop she is still signed in.
  await page.context().clearCookies({ name: /rightful/ });
  await page.goto("/go/data");
  await expect(page).toHaveURL(/\/my\/data$/);
  expect((await page.goto("/go/unheard-of"))?.status()).toBe(404);
  // Another page cannot sign anybody in behind their back.
  for (const dest of ["image", "iframe", "script"]) {
    const hidden = await request.get("/go/data", { maxRedirects: 0, headers: { "Sec-Fetch-Dest": dest } });
    expect(hidden.headers().location, dest).toBe("/sign-in?to=%2Fmy%2Fdata");
  }
});

test.describe("the e-mail link", () => {
  test("opens the door once, by its button, in the browser that asked; opening the page uses nothing up", async ({
    page,
    browser,
    inbox,
  }) => {
    const address = `link-${randomUUID()}@post.example`;
    await page.goto("/sign-in?to=/my/data");
    await page.getByRole("link", { name: "Send me a link" }).click();
    await page.getByLabel("E-mail address").fill(address);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("heading", { name: "Look into your mailbox." })).toBeVisible();
    const mail = await inbox.waitFor(({ envelope }) => envelope.to.includes(address), "the link");
    expect(mail.envelope.to).toEqual([address]);
    const link = linkIn(mail);

    // A mail scanner opens it, twice; so does somebody else, who even presses.
    for (const method of ["GET", "HEAD", "GET"]) expect((await page.request.fetch(link, { method })).ok()).toBe(true);
    const stranger = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await stranger.goto(link);
    await stranger.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(stranger.getByText("This link does not work (any more).")).toBeVisible();
    expect(await session(stranger.context())).toBeUndefined();
    await stranger.context().close();

    await page.goto(link);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page).toHaveURL(/\/my\/data$/);
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("This link does not work (any more).")).toBeVisible();
  });

  test("answers alike for a customer, staff and somebody unknown", async ({ browser }) => {
    const answers = new Set<string>();
    for (const address of ["ana.vidal@mail.example", "rui@klangwerk.example", `${randomUUID()}@nowhere.example`]) {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      await page.goto("/sign-in/link");
      await page.getByLabel("E-mail address").fill(address);
      await page.getByRole("button", { name: "Send the link" }).click();
      await page.waitForURL(/\/sign-in\/link\/sent$/);
      answers.add(`${page.url()} ${await page.getByRole("main").innerText()}`);
      await page.context().close();
    }
    expect(answers.size).toBe(1);
  });

  test("says what is wrong with an address, and keeps it", async ({ page }) => {
    await page.goto("/sign-in/link");
    await page.getByLabel("E-mail address").fill("not an address");
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.locator("#error-summary")).toContainText("not an address we can write to");
    await expect(page.getByLabel("E-mail address")).toHaveValue("not an address");
  });
});

test.describe("a session", () => {
  test("is over on the server when one signs out, wherever its cookie was copied to", async ({ page, browser }) => {
    await signInAs(page, "mara");
    const copied = await session(page.context());
    expect(copied).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    const thief = await browser.newContext();
    await thief.addCookies(copied ? [copied] : []);
    expect((await thief.request.get("/my", { maxRedirects: 0 })).status()).toBe(200);
    await page.getByRole("button", { name: /Sign out|Abmelden/ }).click();
    await expect(page.getByRole("link", { name: /Sign in|Anmelden/ }).first()).toBeVisible();
    expect(await session(page.context())).toBeUndefined();
    expect((await thief.request.get("/my", { maxRedirects: 0 })).status()).toBe(307);
    await thief.close();
  });

  test("is another one after each sign-in; being somebody else in between mixes nothing up", async ({
    page,
    browser,
  }) => {
    await signInAs(page, "karin");
    const first = await session(page.context());
    await signInAs(page, "rui");
    await expect(page).toHaveURL(/\/desk$/);
    const old = await browser.newContext();
    await old.addCookies(first ? [first] : []);
    expect((await old.request.get("/my", { maxRedirects: 0 })).status()).toBe(307);
    await signInAs(page, "karin");
    expect((await page.request.get("/desk", { maxRedirects: 0 })).status()).toBe(404);
    await old.close();
  });

  test("to prove again who one is there is the customer account only", async ({ page }) => {
    await page.goto("/sign-in?fresh=1&to=/my");
    await expect(page.getByRole("heading", { name: "Please show once more that it is you." })).toBeVisible();
    await expect(page.getByRole("link", { name: "Send me a link" })).toHaveCount(0);
  });

  test("leads to no other site afterwards", async ({ page }) => {
    await page.goto(`/sign-in?to=${encodeURIComponent("https://evil.example/")}`);
    await expect(page.locator('input[name="to"]')).toHaveValue("/my");
  });
});

test("reference and receipt code open one request's state and letters, and nothing else", async ({ page, browser }) => {
  await signInAs(page, "petra");
  // Who asks again for what is open gets no new code.
  await takeBackAll(page);
  const received = await sendAction(page.request, "receive", { fields: { id: randomUUID(), want: "access" } });
  const reference = /R-[0-9A-Z]{16}/.exec(received.headers().location ?? "")?.[0] ?? "";
  const code = /(?:[0-9A-Z]{5}-){5}[0-9A-Z]/.exec(
    await (await page.request.get(`/my/requests/${reference}/done`)).text(),
  );
  const stranger = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
  await stranger.goto("/lookup");
  await stranger.getByLabel("Reference").fill(reference);
  await stranger.getByLabel("Receipt code").fill("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-A");
  await stranger.getByRole("button", { name: "Show" }).click();
  await expect(stranger.locator("#error-summary")).toContainText("do not belong together");
  await stranger.getByLabel("Reference").fill(reference.toLowerCase().replace(/(.{6})/g, "$1 "));
  await stranger.getByLabel("Receipt code").fill(String(code).toLowerCase());
  await stranger.getByRole("button", { name: "Show" }).click();
  await expect(stranger.getByText(reference, { exact: true })).toBeVisible();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(/^(We|A person|One of) /);
  await expectAccessible(stranger);
  expect(stranger.url()).toMatch(/\/lookup$/);
  expect((await stranger.request.get(`/my/requests/${reference}`, { maxRedirects: 0 })).status()).toBe(307);
  await sendAction(page.request, "cancel", { fields: { reference }, values: { reference } });
  await stranger.context().close();
});

test.describe("every public page", () => {
  const paths = ["/", "/privacy", "/complaint?country=FR", "/lookup", "/sign-in", "/sign-in/link", "/sign-in/link/sent", "/sign-in/confirm?token=x", "/no-such-page"]; // prettier-ignore
  for (const { language, screen } of looksAt()) {
    const [locale, width] = [language === "de" ? "de-DE" : "en-GB", screen === "wide" ? 1280 : 320];
    test(`is accessible and fits, in ${locale}, ${width} px wide`, async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled: true, locale, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const refused: string[] = [];
      page.on(
        "console",
        (line) => /Content Security Policy|Hydration|Minified React/.test(line.text()) && refused.push(line.text()),
      );
      page.on("pageerror", (error) => refused.push(error.message));
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 }), path).toBeVisible();
        await expect(page.locator("html"), path).toHaveAttribute("lang", locale.slice(0, 2));
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true);
        await expectAccessible(page);
      }
      expect(refused).toEqual([]);
      await context.close();
    });
  }

  test("comes in the other language at the press of a button, also one that does not exist", async ({ page }) => {
    for (const path of ["/complaint?country=FR", "/no-such-page"]) {
      await page.goto(path);
      await page.getByRole("button", { name: "Deutsch" }).click();
      await expect(page.locator("html")).toHaveAttribute("lang", "de");
      expect(page.url()).toContain(path);
      await page.getByRole("button", { name: "English" }).click();
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
    }
  });

  test("has a policy with a nonce of its own, is never stored, and tells no other site where it was", async ({
    request,
  }) => {
    const nonces = new Set<string>();
    for (const path of [...paths, "/"]) {
      const answer = await request.get(path);
      const headers = answer.headers();
      const policy = headers["content-security-policy"] ?? "";
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
      expect(nonces.has(nonce), path).toBe(false);
      nonces.add(nonce);
      for (const part of [
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "form-action 'self'",
        "default-src 'none'",
      ])
        expect(policy, path).toContain(part);
      expect(policy, path).not.toMatch(/unsafe-/);
      expect(headers["cache-control"], path).toContain("no-store");
      expect(headers["x-content-type-options"], path).toBe("nosniff");
      expect(headers["referrer-policy"], path).toBe("same-origin");
      expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
      expect(headers["x-powered-by"], path).toBeUndefined();
      const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(
        scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
        path,
      ).toEqual([]);
    }
  });
});

test("health tells which part is well, in words", async ({ request }) => {
  const answer = await request.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toEqual({ ok: true, web: "ok", database: "ok", worker: "ok", mail: "ok" });
});
