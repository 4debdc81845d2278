/** The company's sign: a small file beside the policy, told by its content and not by its name. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Brand } from "./brand";
import { isWholePng, startsAsPng } from "./png";
import { finding, type Finding } from "./problem";

const most = 32 * 1024;

export type Logo = { type: "image/svg+xml" | "image/png"; bytes: Buffer };

/** The sign of the policy in that file; null without one. A file that is missing or no picture is a finding. */
export function readLogo(policyFile: string, brand: Brand | undefined): Logo | Finding | null {
  if (brand?.logo === undefined) return null;
  const wrong = (sentence: string) => finding(["brand", "logo"], `${brand.logo}: ${sentence}`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(dirname(policyFile), brand.logo));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return wrong(`the file beside the policy cannot be read (${code}).`);
  }
  if (bytes.length > most) return wrong(`the file has ${bytes.length} bytes; at most ${most} go with each page.`);
  if (startsAsPng(bytes) && !isWholePng(bytes))
    return wrong("this PNG is broken, or a side of it has more than 2000 pixels: save the picture anew.");
  if (startsAsPng(bytes)) return { type: "image/png", bytes };
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<svg[\s>]/.test(bytes.toString("utf8")))
    return { type: "image/svg+xml", bytes };
  return wrong("this is neither an SVG nor a PNG.");
}

export const isLogo = (found: Logo | Finding | null): found is Logo => found !== null && "bytes" in found;
