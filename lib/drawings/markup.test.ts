import { expect, test } from "vitest";
import { markup } from "./markup";
import type { Shape } from "./shape";

const shapes: Shape[] = [
  { key: "a", tag: "rect", look: "stay", at: { x: 1.234567, y: 2, width: "50%", height: 14, rx: 3 } },
  { key: "b", tag: "text", look: "soft", at: { x: 0, y: 1, textAnchor: "end" }, text: `<b>"Grüße" & 'so'</b>` },
  { key: "c", tag: "line", look: "edge", at: { x1: 0, y1: 0, x2: 1, y2: 1 } },
];

test("elements with their places, what people wrote as text", () => {
  expect(markup(shapes.slice(0, 1))).toBe('<rect class="stay" x="1.23" y="2" width="50%" height="14" rx="3"/>');
  const text = markup(shapes.slice(1, 2));
  expect(text).toMatch(/^<text class="soft" x="0" y="1" text-anchor="end">&lt;b&gt;.*&lt;\/b&gt;<\/text>$/);
  expect(text.match(/[<>]/g)).toHaveLength(4);
});

test("looks are drawn by the classes of whoever draws", () => {
  expect(markup(shapes.slice(2), () => undefined)).toBe('<line x1="0" y1="0" x2="1" y2="1"/>');
  expect(markup(shapes.slice(2), (look) => `sheet-${look}`)).toContain('class="sheet-edge"');
});
