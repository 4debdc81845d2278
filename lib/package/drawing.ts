/** A drawing as SVG in a page of a package; its looks are classes of the page's own style. */
import { markup } from "../drawings/markup";
import type { Picture } from "../drawings/shape";
import { escapeHtml } from "../letters/render";

/** `description` says what it shows and where the same facts stand. */
export function svg({ shapes, height, viewBox }: Picture, look: string, description: string): string {
  const size = viewBox === undefined ? `width="100%" height="${height}"` : `viewBox="${viewBox}"`;
  return `<svg class="${look}" ${size} role="img" aria-label="${escapeHtml(description)}">${markup(shapes)}</svg>`;
}
