/** A drawing as SVG in a page of a package; its looks are classes of the page's own style. */
import type { Picture, Shape } from "../drawings/shape";
import { escapeHtml } from "../letters/render";

/** `description` says what it shows and where the same facts stand. */
export function svg({ shapes, height, viewBox }: Picture, look: string, description: string): string {
  const size = viewBox === undefined ? `width="100%" height="${height}"` : `viewBox="${viewBox}"`;
  return `<svg class="${look}" ${size} role="img" aria-label="${escapeHtml(description)}">${shapes.map(element).join("")}</svg>`;
}

function element(shape: Shape): string {
  const at = Object.entries(shape.at).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name === "textAnchor" ? "text-anchor" : name}="${rounded(value)}"`],
  );
  const open = `<${shape.tag} class="${shape.look}"${at.join("")}`;
  return shape.tag === "text" ? `${open}>${escapeHtml(shape.text)}</text>` : `${open}/>`;
}

const rounded = (value: number | string): number | string =>
  typeof value === "number" ? Math.round(value * 100) / 100 : value;
