import { getTranslations } from "next-intl/server";
import type { Line } from "../../../lib/queries/desk/queue";
import type { State } from "../../../lib/gdpr/request";
import { Chip } from "../../_components/chip";
import { Table } from "../../_components/table";
import { Reference } from "./reference";
import { stateTone } from "./tones";

/** One line a request; an empty queue says what would stand here. */
export async function QueueTable({ rows }: { rows: readonly Line[] }) {
  const [t, law] = [await getTranslations("desk.queue"), await getTranslations("law")];
  if (rows.length === 0) return <p>{t("empty")}</p>;
  const waits = (line: Line) =>
    line.waitsFor === "dpo" || line.waitsFor === "second"
      ? t(`waits.${line.waitsFor}`)
      : line.waitsFor
        ? law(`waits.${line.waitsFor}`)
        : "–";
  return (
    <Table
      caption={t("caption")}
      rows={rows}
      rowKey={({ reference }) => reference}
      columns={[
        {
          head: t("reference"),
          names: true,
          cell: ({ reference }) => <Reference of={reference} href={`/desk/requests/${reference}`} />,
        },
        { head: t("right"), cell: ({ right }) => law(`rights.${right}`) },
        {
          head: t("state"),
          cell: ({ state }) => <Chip tone={stateTone[state as State]}>{law(`states.${state}`)}</Chip>,
        },
        { head: t("received"), className: "mono whitespace-nowrap", cell: ({ receivedOn }) => receivedOn },
        { head: t("due"), className: "mono whitespace-nowrap", cell: ({ binds }) => binds },
        { head: t("left"), number: true, cell: (line) => <Left line={line} words={t("days", { count: line.left })} /> },
        { head: t("waits-for"), cell: waits },
        { head: t("with"), className: "meta", cell: ({ hands }) => (hands ? t(`hands.${hands}`) : "–") },
      ]}
    />
  );
}

/** What is late is also said to be late, not only coloured. */
function Left({ line, words }: { line: Line; words: string }) {
  if (["delivered", "refused", "cancelled", "not-identified"].includes(line.state)) return "–";
  return line.left < 0 ? (
    <strong className="text-gone whitespace-nowrap">{words}</strong>
  ) : (
    <span className="whitespace-nowrap">{words}</span>
  );
}
