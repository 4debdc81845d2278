/**
 * A view of the queue as CSV, as long as it is: what the page shows and nothing else. Nobody is named in it, neither who asks nor
 * who of the desk has a request in hand: of them it says the role. So it is no export of evidence and is not recorded as one.
 */
import type { Actor } from "../../actor";
import { byteOrderMark, csvLine } from "../../package/csv";
import { readsDesk } from "../readers";
import { colleagues } from "./colleagues";
import { wholeView, type Line } from "./queue";
import type { QueueView } from "./queue-view";

/** The words of the language in which it is written. */
export type CsvWords = {
  heads: readonly string[];
  right: (right: string) => string;
  state: (state: string) => string;
  waits: (waits: NonNullable<Line["waitsFor"]>) => string;
  roles: (roles: readonly string[]) => string;
};

/** The file in pieces, one for each thousand requests; null for those who may not read the desk. It marks itself as UTF-8. */
export function queueCsv(who: Actor, view: QueueView, words: CsvWords): AsyncGenerator<string> | null {
  return readsDesk(who) ? written(who, view, words) : null;
}

async function* written(who: Actor, view: QueueView, words: CsvWords): AsyncGenerator<string> {
  const roles = new Map((await colleagues(who)).map((one) => [one.id, words.roles(one.roles)]));
  yield byteOrderMark + csvLine(words.heads);
  for await (const rows of wholeView(who, view))
    yield rows
      .map(({ reference, right, state, receivedOn, dueOn, waitsFor, assignee }) =>
        csvLine([
          reference,
          words.right(right),
          words.state(state),
          receivedOn,
          dueOn,
          waitsFor ? words.waits(waitsFor) : null,
          assignee === null ? null : (roles.get(assignee) ?? words.roles([])),
        ]),
      )
      .join("");
}
