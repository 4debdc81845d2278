/**
 * The company's own look: its name and sign at the head of each page, and the colour of links and buttons. A colour that somebody with weak
 * eyes could not read is found before anything starts (WCAG 2.2, 1.4.3: 4.5 to 1).
 */
import * as z from "zod";
import { finding, type Finding } from "./problem";

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, "a colour as six hexadecimal digits, “#0a5a48”");

export const brandSchema = z.strictObject({
  /** Stands before the portal's name. */
  name: z.string().trim().min(1).max(40),
  /** A file beside the policy: SVG or PNG, at most 32 KiB. */
  logo: z
    .string()
    .regex(/^[\w-]+(\/[\w-]+)*\.(svg|png)$/i, "a file beside the policy that ends in .svg or .png")
    .optional(),
  /** Of links and buttons, on the light and on the dark page. */
  colour: z.strictObject({ light: colour, dark: colour }).optional(),
});

export type Brand = z.output<typeof brandSchema>;

/** The grounds on which links stand, as `app/globals.css` has them. */
export const grounds = { light: ["#ffffff", "#f4f7f4"], dark: ["#101714", "#18211d"] } as const;

const least = 4.5;

/** How strongly two colours differ, 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What can be read on a button of this colour: black or white, whichever differs more. One of them always reaches 4.5. */
export const inkOn = (ground: string): string =>
  contrast(ground, "#ffffff") >= contrast(ground, "#000000") ? "#ffffff" : "#000000";

export function brandFindings({ brand }: { brand?: Brand | undefined }): Finding[] {
  return (["light", "dark"] as const).flatMap((scheme) => {
    const own = brand?.colour?.[scheme];
    if (!own) return [];
    const weakest = Math.min(...grounds[scheme].map((ground) => contrast(own, ground)));
    if (weakest >= least) return [];
    const mend = scheme === "light" ? "a darker one" : "a lighter one";
    const sentence = `“${own}” differs too little from the ${scheme} page (${weakest.toFixed(1)}, at least ${least} is needed to read it): take ${mend}.`;
    return [finding(["brand", "colour", scheme], sentence)];
  });
}

/** WCAG 2.2, relative luminance of sRGB. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
