/**
 * A customer's pages written from the right. No such language comes along, so each page is turned where the layout turns it, by the
 * direction of the document, and its words stay: nothing may stick out, and nothing may be left behind on the left.
 */
import { look } from "./customer-story";
import { expect, signInAs, test } from "./fixtures";

const pages = ["/my", "/my/data", "/my/new", "/my/consents", "/my/settings"];

for (const { name, width } of [
  { name: "wide", width: 1280 },
  { name: "narrow", width: 360 },
])
  test(`a customer's pages stand mirrored in a language from the right (${name})`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await signInAs(page, "emil");
    for (const path of pages) {
      await page.goto(path, { waitUntil: "networkidle" });
      await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      const heading = page.getByRole("main").getByRole("heading", { level: 1 }).first();
      await expect(heading).toHaveCSS("direction", "rtl");
      // The company's name begins the head of the page: on the right now.
      const brand = await page.locator("header .brand").boundingBox();
      expect((brand?.x ?? 0) + (brand?.width ?? 0), path).toBeGreaterThan(width * 0.75);
      await look(page, `from-the-right${path.replaceAll("/", "-")}-${name}`);
    }
  });
