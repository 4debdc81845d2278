/**
 * A drawing of `lib/drawings` on a page. Its elements come as one text (`lib/drawings/markup` says why); nothing in it is anybody's
 * markup, for there every word is escaped.
 */
import type { SVGAttributes } from "react";
import { markup } from "../../lib/drawings/markup";
import type { Shape } from "../../lib/drawings/shape";

type Sheet = Readonly<Record<string, string>>;
type Drawn = Pick<SVGAttributes<SVGSVGElement>, "className" | "viewBox" | "width" | "height"> & {
  shapes: readonly Shape[];
  /** Looks are classes of it; `soft` is one of all drawings. */
  sheet: Sheet;
  description: string;
};

export function Picture({ shapes, sheet, description, ...size }: Drawn) {
  const __html = markup(shapes, (look) => classesOf(look, sheet));
  // oxlint-disable-next-line react/no-danger -- the one place where text becomes elements, made by `markup` alone
  return <svg {...size} role="img" aria-label={description} dangerouslySetInnerHTML={{ __html }} />;
}

function classesOf(look: string, sheet: Sheet): string | undefined {
  const classes = look.split(" ").flatMap((one) => (one === "soft" ? one : (sheet[one] ?? [])));
  return classes.join(" ") || undefined;
}
