import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { brandFindings, brandSchema, contrast, grounds, inkOn } from "./brand";
import { checkPolicy } from "./check";
import { isLogo, readLogo } from "./logo";

const folder = mkdtempSync(join(tmpdir(), "rightful-brand-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("contrast (WCAG 2.2)", () => {
  test.each([
    ["#ffffff", "#000000", 21],
    ["#777777", "#ffffff", 4.48],
    ["#767676", "#ffffff", 4.54],
    ["#0000ff", "#ffffff", 8.59],
  ])("%s on %s is %d", (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  test("one of black and white can be read on every colour", () => {
    for (let step = 0; step < 4096; step++) {
      const hex = [step >> 8, (step >> 4) & 15, step & 15].map((digit) => (digit * 17).toString(16).padStart(2, "0"));
      const ground = `#${hex.join("")}`;
      expect(contrast(inkOn(ground), ground), ground).toBeGreaterThan(4.5);
    }
  });

  test("is reckoned on the grounds that the pages have, and the standing colours pass", () => {
    const sheet = readFileSync("app/globals.css", "utf8");
    const tokens = (name: string) =>
      [...sheet.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, "g"))].map(([, hex]) => hex);
    expect([tokens("paper")[0], tokens("wash")[0]]).toEqual(grounds.light);
    expect([tokens("paper")[1], tokens("wash")[1]]).toEqual(grounds.dark);
    const [light, dark] = tokens("act") as [string, string];
    expect(brandFindings({ brand: { name: "A", colour: { light, dark } } })).toEqual([]);
  });
});

test("a colour that cannot be read is found, with what to take instead", () => {
  const found = brandFindings({ brand: { name: "A", colour: { light: "#ffcc00", dark: "#202020" } } });
  expect(found.map(({ at }) => at.join("."))).toEqual(["brand.colour.light", "brand.colour.dark"]);
  expect(found[0]?.message).toBe(
    "“#ffcc00” differs too little from the light page (1.4, at least 4.5 is needed to read it): take a darker one.",
  );
  expect(found[1]?.message).toMatch(/take a lighter one/);
});

test.each([
  [{ name: "" }],
  [{ name: "A", colour: { light: "red", dark: "#ffffff" } }],
  [{ name: "A", colour: { light: "#fff;}body{}", dark: "#ffffff" } }],
  [{ name: "A", logo: "../secret.svg" }],
  [{ name: "A", logo: "/etc/passwd" }],
  [{ name: "A", logo: "https://elsewhere.example/logo.svg" }],
])("refuses %j", (brand) => expect(brandSchema.safeParse(brand).success).toBe(false));

describe("the sign", () => {
  const file = join(folder, "policy.yaml");
  const read = (name: string, content: string | Buffer | null) => {
    if (content !== null) writeFileSync(join(folder, name), content);
    return readLogo(file, { name: "A", logo: name });
  };

  test("is told by its content", () => {
    expect(
      read("a.svg", `<?xml version="1.0"?>\n<!-- a sign -->\n<svg xmlns="http://www.w3.org/2000/svg"/>`),
    ).toMatchObject({
      type: "image/svg+xml",
    });
    // One grey pixel.
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
      "base64",
    );
    expect(read("b.svg", png)).toMatchObject({ type: "image/png" });
    expect(readLogo(file, { name: "A" })).toBeNull();
  });

  test.each([
    ["gone.svg", null, "cannot be read (ENOENT)"],
    ["page.svg", "<html><svg/></html>", "neither an SVG nor a PNG"],
    ["cut.png", Buffer.from("89504e470d0a1a0a00", "hex"), "this PNG is broken"],
    [
      "changed.png",
      Buffer.from(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==".replace(
          "oAAA",
          "oBAA",
        ),
        "base64",
      ),
      "save the picture anew",
    ],
    ["large.svg", `<svg>${" ".repeat(40_000)}</svg>`, "40011 bytes"],
  ])("%s is a problem in a sentence", (name, content, sentence) => {
    const found = read(name, content);
    if (found === null || isLogo(found)) throw new Error("nothing was found");
    expect(found.at).toEqual(["brand", "logo"]);
    expect(found.message).toContain(sentence);
  });

  test("a policy whose sign is missing does not start", async () => {
    const policy = readFileSync("policy.yaml", "utf8").replace(/^brand:$/m, "brand:\n  logo: missing.svg");
    writeFileSync(file, policy);
    const { ok, problems } = await checkPolicy(file);
    expect(ok).toBe(false);
    expect(problems).toMatchObject([{ path: "brand.logo", message: expect.stringContaining("missing.svg") }]);
  });
});
