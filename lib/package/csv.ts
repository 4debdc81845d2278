/**
 * CSV (RFC 4180) that a spreadsheet shows and never runs. A cell that would begin a formula gets an apostrophe in front;
 * control characters go. What a value was exactly stands in the JSON beside it.
 */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const controls = /(?!\n)\p{Cc}/gu;
/** Most values have nothing of it, and are looked at once instead of five times. */
const special = /["\p{Cc}]|^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** One value as a quoted cell. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (!special.test(text)) return `"${text}"`;
  const clean = text.replaceAll("\r\n", "\n").replaceAll("\t", " ").replace(controls, "");
  return `"${(formula.test(clean) ? `'${clean}` : clean).replaceAll('"', '""')}"`;
}

/** One line, ended by CR LF. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(",")}\r\n`;

/** Makes spreadsheets read the file as UTF-8. */
export const byteOrderMark = "\ufeff";
