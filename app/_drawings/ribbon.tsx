/** "When your data goes", drawn on the server, without a script (`lib/drawings/ribbon`). The sheet shows one of the two drawings. */
import { narrowRibbon, wideRibbon, type RibbonFacts } from "../../lib/drawings/ribbon";
import sheet from "./ribbon.module.css";
import { Shapes } from "./shapes";

export type { RibbonRow, RibbonTone } from "../../lib/drawings/ribbon";

type Ribbon = RibbonFacts & {
  /** Says what the drawing shows and where the same facts stand in words. */
  description: string;
};

export function Ribbon({ description, ...facts }: Ribbon) {
  if (facts.rows.length === 0) return null;
  const [wide, narrow] = [wideRibbon(facts), narrowRibbon(facts)];
  return (
    <figure className={sheet.ribbon}>
      <svg className={sheet.wide} viewBox={wide.viewBox} role="img" aria-label={description}>
        <Shapes shapes={wide.shapes} sheet={sheet} />
      </svg>
      <svg className={sheet.narrow} width="100%" height={narrow.height} role="img" aria-label={description}>
        <Shapes shapes={narrow.shapes} sheet={sheet} />
      </svg>
    </figure>
  );
}
