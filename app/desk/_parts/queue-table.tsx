import { getTranslations } from "next-intl/server";
import type { Queue, Line } from "../../../lib/queries/desk/queue";
import { isClosed, type State } from "../../../lib/gdpr/request";
import { queueAddress, type QueueView, type SortKey } from "../../../lib/queries/desk/queue-view";
import { Chip } from "../../_components/chip";
import { Table, type Column } from "../../_components/table";
import { handsOf } from "./person-name";
import { Reference, spacedReference } from "./reference";
import { Tick } from "./tick";
import { stateTone } from "./tones";

type Shown = { queue: Queue; view: QueueView; ticked: boolean };

/** One line a request; an empty queue says what would stand here. Open ones can be ticked. */
export async function QueueTable({ queue, view, ticked }: Shown) {
  const [t, law] = [await getTranslations("desk.queue"), await getTranslations("law")];
  if (queue.rows.length === 0) return <p>{t(view.show === "closed" ? "empty-closed" : "empty")}</p>;
  const waits = ({ waitsFor }: Line) =>
    waitsFor === "dpo" || waitsFor === "second" ? t(`waits.${waitsFor}`) : waitsFor ? law(`waits.${waitsFor}`) : "–";
  const { me, colleagues } = queue;
  const columns: Column<Line>[] = [
    {
      head: t("reference"),
      ...(await sortHead(view, "reference")),
      names: true,
      cell: ({ reference }) => <Reference of={reference} href={`/desk/requests/${reference}`} />,
    },
    {
      head: t("right"),
      cell: ({ right, takesUp }) => (
        <span>
          {law(`rights.${right}`)}
          {takesUp && <span className="meta whitespace-nowrap"> · {t(`taken-up.${takesUp}`)}</span>}
        </span>
      ),
    },
    { head: t("state"), cell: ({ state }) => <Chip tone={stateTone[state as State]}>{law(`states.${state}`)}</Chip> },
    {
      head: t("received"),
      ...(await sortHead(view, "received")),
      className: "mono whitespace-nowrap",
      cell: ({ receivedOn }) => receivedOn,
    },
    {
      head: t("due"),
      ...(await sortHead(view, "due")),
      className: "mono whitespace-nowrap",
      cell: ({ dueOn }) => dueOn,
    },
    { head: t("left"), number: true, cell: (line) => <Left line={line} words={t("days", { count: line.left })} /> },
    { head: t("waits-for"), className: "min-w-44", cell: waits },
    { head: t("with"), className: "meta", cell: ({ assignee }) => handsOf(assignee, { me, colleagues, t }) },
  ];
  const tick: Column<Line> = {
    head: t("tick"),
    shown: <span className="sr-only">{t("tick")}</span>,
    className: "tick",
    cell: ({ reference, assignee }) => (
      <Tick
        value={`${reference}.${assignee ?? "nobody"}`}
        label={t("tick-one", { reference: spacedReference(reference) })}
        ticked={ticked}
      />
    ),
  };
  return (
    <Table
      stacks
      caption={t(`captions.${view.sort.down ? "-" : ""}${view.sort.by}`)}
      rows={queue.rows}
      rowKey={({ reference }) => reference}
      columns={view.show === "closed" ? columns : [tick, ...columns]}
    />
  );
}

/** The head of a column sorts by it, and the other way round when pressed again. */
async function sortHead(view: QueueView, by: SortKey): Promise<Pick<Column<Line>, "shown" | "sorted">> {
  const t = await getTranslations("desk.queue");
  const now = view.sort.by === by;
  const down = now && !view.sort.down;
  const href = queueAddress({ ...view, after: null, before: null, sort: { by, down } });
  return {
    shown: (
      <a href={href} className="text-soft" title={t(`sorts.${down ? "-" : ""}${by}`)}>
        {t(by)}
        {now && <span aria-hidden="true"> {view.sort.down ? "↓" : "↑"}</span>}
      </a>
    ),
    ...(now ? { sorted: view.sort.down ? ("descending" as const) : ("ascending" as const) } : {}),
  };
}

/** What is late is also said to be late, not only coloured. */
function Left({ line, words }: { line: Line; words: string }) {
  if (isClosed(line.state as State)) return "–";
  return line.left < 0 ? (
    <strong className="text-gone whitespace-nowrap">{words}</strong>
  ) : (
    <span className="whitespace-nowrap">{words}</span>
  );
}
