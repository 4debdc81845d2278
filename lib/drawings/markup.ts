/**
 * A drawing's elements as SVG text. A page takes them as one text too: React would send each element once more for a browser that has
 * nothing to do with them, and where a page comes in parts it would hide each by a style that the portal's policy forbids.
 */
import { escapeHtml } from "../letters/render";
import type { Shape } from "./shape";

/** `classOf`: the classes by which a look is drawn; undefined for none. What people wrote is escaped. */
export const markup = (
  shapes: readonly Shape[],
  classOf: (look: string) => string | undefined = (look) => look,
): string => shapes.map((shape) => element(shape, classOf(shape.look))).join("");

function element(shape: Shape, classes: string | undefined): string {
  const at = Object.entries({ class: classes, ...shape.at }).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name === "textAnchor" ? "text-anchor" : name}="${rounded(value)}"`],
  );
  const open = `<${shape.tag}${at.join("")}`;
  return shape.tag === "text" ? `${open}>${escapeHtml(shape.text)}</text>` : `${open}/>`;
}

const rounded = (value: number | string): number | string =>
  typeof value === "number" ? Math.round(value * 100) / 100 : value;
