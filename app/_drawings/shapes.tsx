/** The elements of a drawing. Looks are classes of its sheet; `soft` is one of all drawings. */
import { createElement } from "react";
import type { Shape } from "../../lib/drawings/shape";

type Sheet = Readonly<Record<string, string>>;

export function Shapes({ shapes, sheet }: { shapes: readonly Shape[]; sheet: Sheet }) {
  return shapes.map((shape) =>
    createElement(
      shape.tag,
      { key: shape.key, className: classesOf(shape.look, sheet), ...shape.at },
      shape.tag === "text" ? shape.text : undefined,
    ),
  );
}

function classesOf(look: string, sheet: Sheet): string | undefined {
  const classes = look.split(" ").flatMap((one) => (one === "soft" ? one : (sheet[one] ?? [])));
  return classes.join(" ") || undefined;
}
