/** The company's look for every page: name, sign as a data URL, and the sheet with its colours. */
import { brandOf } from "../company";
import { inkOn } from "../policy/brand";

export type Look = { name: string; logo: string | null; sheet: string | null };

/** Null where the policy names no look. The sheet holds nothing but colours that the policy's shape lets through. */
export function brandLook(): Look | null {
  const { brand, logo } = brandOf();
  if (!brand) return null;
  return {
    name: brand.name,
    logo: logo && `data:${logo.type};base64,${logo.bytes.toString("base64")}`,
    sheet: brand.colour ? sheetOf(brand.colour) : null,
  };
}

// `html:root` counts for more than the `:root` of the standing sheet, in whatever order the two arrive.
const sheetOf = ({ light, dark }: { light: string; dark: string }): string =>
  `html:root{${tokens(light)}}@media (prefers-color-scheme:dark){html:root{${tokens(dark)}}}`;

const tokens = (act: string): string => `--act:${act};--act-ink:${inkOn(act)}`;
