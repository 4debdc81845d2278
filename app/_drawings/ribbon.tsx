/** "When your data goes", drawn on the server, without a script (`lib/drawings/ribbon`). The sheet shows one of the two drawings. */
import { narrowRibbon, wideRibbon, type RibbonFacts } from "../../lib/drawings/ribbon";
import sheet from "./ribbon.module.css";
import { Picture } from "./picture";

export type { RibbonRow, RibbonTone } from "../../lib/drawings/ribbon";

type Ribbon = RibbonFacts & {
  /** Says what the drawing shows and where the same facts stand in words. */
  description: string;
};

export function Ribbon({ description, ...facts }: Ribbon) {
  if (facts.rows.length === 0) return null;
  const [wide, narrow] = [wideRibbon(facts), narrowRibbon(facts)];
  const drawn = { sheet, description };
  return (
    <figure className={sheet.ribbon}>
      <Picture {...drawn} className={sheet.wide} viewBox={wide.viewBox} shapes={wide.shapes} />
      <Picture {...drawn} className={sheet.narrow} width="100%" height={narrow.height} shapes={narrow.shapes} />
    </figure>
  );
}
