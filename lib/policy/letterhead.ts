/**
 * What the company's letters say of it besides name and address. What a business letter has to name (§ 35a GmbHG, § 80 AktG,
 * § 37a HGB) stands together or not at all: half of it is found before anything is sent.
 */
import * as z from "zod";
import { finding, type Finding } from "./problem";

const line = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, "one line, without control characters and marks that turn the writing");

export const letterheadSchema = z.strictObject({
  /** How else the company is reached, as it is to be read: “Tel. +49 30 1234”, “www.shop.example”. */
  contact: z.array(line.max(60)).min(1).max(4).optional(),
  /** The register that the company stands in. */
  register: z.strictObject({ seat: line, court: line, number: line }).optional(),
  /** Everybody who manages it, by name. */
  directors: z.array(line).min(1).max(20).optional(),
  /** Who chairs the supervisory board, where there is one. */
  chair: line.optional(),
  /** Of Art. 214 of Directive 2006/112/EC: country and number, “DE123456789”. */
  vatId: z
    .string()
    .regex(/^[A-Z]{2}[0-9A-Z+*]{2,12}$/, "two capital letters of the country and the number, without spaces")
    .optional(),
});

export type Letterhead = z.output<typeof letterheadSchema>;

export function letterheadFindings({ letterhead }: { letterhead?: Letterhead | undefined }): Finding[] {
  if (!letterhead) return [];
  const { register, directors, chair } = letterhead;
  const mend = "A business letter names all of it (§ 35a GmbHG)";
  if (directors && !register)
    return [
      finding(
        ["letterhead", "directors"],
        `“directors” stand without the register: add “register” with seat, court and number. ${mend}.`,
      ),
    ];
  if (register && !directors)
    return [
      finding(
        ["letterhead", "register"],
        `“register” stands without those who manage the company: add “directors”. ${mend}.`,
      ),
    ];
  if (chair && !register)
    return [
      finding(
        ["letterhead", "chair"],
        `“chair” stands alone: add “register” and “directors”, or take it out. ${mend}.`,
      ),
    ];
  return [];
}
