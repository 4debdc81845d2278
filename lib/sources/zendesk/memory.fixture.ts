/**
 * A process of its own that reads very much from a stand-in and prints how far its memory grew: ten thousand tickets of
 * one person, each with its messages, and one file of a gibibyte.
 */
import { ana, directDesk, openDesk } from "./desk.fixture";

const mebibyte = 1024 * 1024;
const [tickets, file] = [10_000, 1024 * mebibyte];

/** Runs `work` and gives its result with the highest growth of the resident memory meanwhile, in mebibytes. */
async function grown<Result>(work: () => Promise<Result>): Promise<{ result: Result; grew: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let highest = before;
  const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 20);
  const result = await work();
  clearInterval(watch);
  return { result, grew: Math.round((Math.max(highest, process.memoryUsage.rss()) - before) / mebibyte) };
}

/** What a ticket was asked with, for the tickets added below. */
async function manyTickets() {
  const desk = directDesk();
  const state = desk.state();
  const model = state.tickets.find(({ requester_id }) => requester_id === 900_001);
  if (!model) throw new Error("the stand-in has a ticket of Ana");
  const text = `<p>${"The same key again. ".repeat(300)}</p>`;
  for (let at = 0; at < tickets - 5; at += 1)
    state.tickets.push({
      ...model,
      id: 20_000_000 + at,
      // One message, held once: what grows is the reader, not the stand-in.
      comments: model.comments.map((comment, no) => ({ ...comment, id: 1_000_000 + at * 2 + no, html_body: text, attachments: [] })),
    }); // prettier-ignore
  return grown(async () => {
    let [read, bytes, last, inOrder] = [0, 0, 0, true];
    const { groups } = await desk.source.locate({ ...ana, addresses: [] }, {});
    for (const group of groups.filter(({ category }) => category !== "profile")) {
      last = 0;
      for await (const { key, values } of desk.source.read({ ...ana, addresses: [] }, group)) {
        read += 1;
        bytes += JSON.stringify(values).length;
        inOrder &&= Number(key) > last;
        last = Number(key);
      }
    }
    const counted = groups.reduce((sum, { count }) => sum + (count ?? 0), 0);
    return { read, counted, inOrder, mebibytes: Math.round(bytes / mebibyte) };
  });
}

async function largeFile() {
  const desk = await openDesk();
  const [photo] = desk.state().tickets.flatMap(({ comments }) => comments.flatMap(({ attachments }) => attachments));
  if (photo) photo.size = file;
  const done = await grown(async () => {
    let [bytes, largest] = [0, 0];
    for (const group of (await desk.source.locate(ana, {})).groups.filter(({ category }) => category === "contract"))
      for await (const { attachments = [] } of desk.source.read(ana, group))
        for (const attachment of attachments)
          for await (const chunk of attachment.open()) {
            bytes += chunk.byteLength;
            largest = Math.max(largest, chunk.byteLength);
          }
    return { bytes, largest };
  });
  await desk.close();
  return done;
}

process.stdout.write(JSON.stringify({ tickets: await manyTickets(), file: await largeFile() }));
