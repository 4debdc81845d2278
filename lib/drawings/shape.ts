/** What a drawing is made of, before anybody knows whether React or a file draws it: a few SVG elements with their places. */

/** `look` names what the element means; whoever draws it knows how that looks. */
export type Shape = {
  key: string;
  look: string;
} & (
  | { tag: "rect"; at: { x: Length; y: Length; width: Length; height: Length; rx?: number } }
  | { tag: "line"; at: { x1: Length; y1: Length; x2: Length; y2: Length } }
  | { tag: "text"; at: { x: Length; y: Length; textAnchor?: "start" | "middle" | "end" }; text: string }
);

/** Units of the view box, or a share of the width in percent. */
export type Length = number | string;

/** `viewBox`: it grows with its place. Without one it is as high as it says and as wide as its place, and letters keep their size. */
export type Picture = { shapes: readonly Shape[]; height: number; viewBox?: string };
