import { describe, expect, test } from "vitest";
import { queueAddress, queueView, type QueueView } from "./queue-view";

const plain: QueueView = {
  show: "open",
  right: null,
  state: null,
  due: null,
  waits: null,
  with: null,
  sort: { by: "due", down: false },
  after: null,
  before: null,
};
const read = (address: string) =>
  queueView(Object.fromEntries(new URL(address, "http://localhost").searchParams.entries()));
const reference = "R-0K3V9T2M7QX4B8NC";

describe("the address of a view", () => {
  test.each<[Partial<QueueView>, string]>([
    [{}, "/desk"],
    [{ right: "erasure", due: 7, with: "me" }, "/desk?right=erasure&due=7&with=me"],
    [{ due: "overdue", waits: "source", with: "nobody" }, "/desk?due=overdue&waits=source&with=nobody"],
    [{ sort: { by: "received", down: true }, after: { at: "1790000000000", reference } }, `/desk?sort=-received&after=1790000000000.${reference}`],
    [{ sort: { by: "reference", down: false }, before: { at: "r", reference } }, `/desk?sort=reference&before=r.${reference}`],
    [{ after: { at: "2026-12-23", reference } }, `/desk?after=2026-12-23.${reference}`],
    [{ with: "00000000-0000-4000-8000-000000000001" }, "/desk?with=00000000-0000-4000-8000-000000000001"],
  ])("says %j and reads back", (view, address) => {
    expect(queueAddress({ ...plain, ...view })).toBe(address);
    expect(read(address)).toEqual({ ...plain, ...view });
  }); // prettier-ignore

  test("a closed view has the newest first, and nothing of it is due, waits or is in hand", () => {
    const closed = { ...plain, show: "closed" as const, sort: { by: "due" as const, down: true } };
    expect(read("/desk?show=closed&due=7&waits=source&with=me")).toEqual(closed);
    expect(queueAddress(closed)).toBe("/desk?show=closed");
    expect(read("/desk?state=refused&show=open")).toEqual({ ...closed, state: "refused" });
    expect(queueAddress({ ...closed, state: "refused" })).toBe("/desk?state=refused");
    expect(read("/desk?state=planned&show=closed")).toEqual({ ...plain, state: "planned" });
  });

  test.each([
    [
      {
        show: "nonsense",
        right: "flight",
        state: "lost",
        due: "soon",
        waits: "godot",
        with: "everybody",
        sort: "size",
      },
    ],
    [{ due: "-1" }],
    [{ due: "1e3" }],
    [{ after: "2026-02-30.R-0K3V9T2M7QX4B8NC" }],
    [{ after: ["2026-12-23.R-0K3V9T2M7QX4B8NC", "twice"] }],
    [{ after: "1790000000000.R-0K3V9T2M7QX4B8NC" }],
    [{ before: "'; DROP TABLE request" }],
  ])("leaves out nonsense: %j", (query) => {
    expect(queueView(query)).toEqual(plain);
  });
});
