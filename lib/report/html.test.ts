import { describe, expect, test } from "vitest";
import { htmlOf } from "./html";
import { reportOf } from "./report";
import { input } from "./report.fixture";

const html = (fields = {}) => htmlOf(reportOf(input(fields))).toString();

describe.each(["en", "de"] as const)("the page in %s", (language) => {
  const page = html({ language });

  test("says its language, its title and one first heading", () => {
    const { title } = reportOf(input({ language }));
    expect(page).toContain(`<html lang="${language}" dir="ltr">`);
    expect(page).toContain(`<title>${title}</title>`);
    expect(page.match(/<h1>/g)).toHaveLength(1);
  });

  test("loads nothing and runs nothing", () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|url\(|@import|https?:/i);
    expect(page).toContain("default-src 'none'");
  });

  test("every section is named by its heading, every table by its caption and every column by its head", () => {
    const { sections } = reportOf(input({ language }));
    for (const { id, heading } of sections)
      expect(page).toContain(`<section aria-labelledby="${id}">\n<h2 id="${id}">${heading}</h2>`);
    expect(new Set(page.match(/ id="[^"]*"/g)).size).toBe(page.match(/ id="/g)?.length);
    const tables = sections.flatMap(({ parts }) => parts.filter((part) => "table" in part)).length;
    expect(page.match(/<table role="table">\n<caption>[^<]/g)).toHaveLength(tables);
    expect(page).not.toMatch(/<th(?! scope="col" role="columnheader")[ >]/);
  });
});

test("what a policy calls things is inert", () => {
  const evil = `<script>alert("1")</script>&'`;
  const page = html({ names: { category: { account: evil }, source: { shop: evil }, recipient: { dhl: evil }, purpose: {} } }); // prettier-ignore
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;");
});

test("the same report is the same bytes", () => {
  expect(html()).toBe(html());
  expect(html({ demo: true })).not.toBe(html());
});
