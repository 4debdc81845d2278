/** A copy is ordered, waited for and read as records. */
import { describe, expect, test } from "vitest";
import type { Person, SourceRecord } from "../source";
import { failure, hour, janeDoe, orderedAt, stage } from "./stage.fixture";

describe("a copy", () => {
  const all = async (records: AsyncIterable<SourceRecord>) => {
    const found: SourceRecord[] = [];
    for await (const record of records) found.push(record);
    return found;
  };

  test("is ordered, waited for without asking all the time, and read as records", async () => {
    const { source, vendors, partner, later } = await stage();
    const [group] = (await source.locate(janeDoe, {})).groups;
    if (!group) throw new Error("no group");
    expect(await source.prepare?.(janeDoe, group)).toMatchObject({ count: 1 });
    const asked = vendors.log("opendsr").length;
    await source.prepare?.(janeDoe, group);
    expect(vendors.log("opendsr")).toHaveLength(asked);
    expect((await failure(all(source.read(janeDoe, group)))).askAgain).toBeInstanceOf(Date);
    await partner.settle(orderedAt(vendors)[0] ?? "", "completed");
    later(2 * hour);
    expect(await source.prepare?.(janeDoe, group)).toBeNull();
    expect(await all(source.read(janeDoe, group))).toMatchObject([
      { category: "partner-profile", part: "person", key: "1", values: { email: "jane@mail.example" } },
    ]);
    expect(orderedAt(vendors)).toHaveLength(1);
    // The next request gets a copy of its own day.
    await source.prepare?.(janeDoe, group);
    expect(new Set(orderedAt(vendors)).size).toBe(2);
  });

  test("the data to take along are an order of their own", async () => {
    const { source, vendors } = await stage();
    const [group] = (await source.locate(janeDoe, {})).groups;
    await source.prepare?.(janeDoe, group as never);
    await source.prepare?.(janeDoe, group as never, "provided");
    const types = vendors.log("opendsr").flatMap(({ method, body }) => (method === "POST" ? [JSON.parse(body)] : []));
    expect(types.map((one: { subject_request_type: string }) => one.subject_request_type)).toEqual([
      "access",
      "portability",
    ]);
  });

  const resultsOf = async (body: unknown, status: object = {}, about: Person = janeDoe) => {
    const { source, vendors, partner, later } = await stage();
    const [group] = (await source.locate(about, {})).groups;
    await source.prepare?.(about, group as never);
    const [order = ""] = orderedAt(vendors);
    await partner.settle(order, "completed");
    later(2 * hour);
    expect(await source.prepare?.(about, group as never)).toBeNull();
    const told = { subject_request_id: order, request_status: "completed", ...status };
    if (Object.keys(status).length > 0) {
      const raw = Buffer.from(JSON.stringify(told));
      vendors.fault("opendsr", {
        kind: "answer",
        status: 200,
        headers: partner.signed(raw),
        body: raw,
        on: "GET /requests",
      });
    }
    if (body !== undefined) vendors.fault("opendsr", { kind: "answer", status: 200, body, on: "GET /results" });
    return all(source.read(about, group as never));
  };

  test("results from a host that nobody named are not fetched", async () => {
    for (const results_url of ["http://169.254.169.254/latest", "https://evil.example/", "file:///etc/passwd"])
      expect((await failure(resultsOf(undefined, { results_url }))).trouble).toBe("unexpected-answer");
  });

  test("lines are read as an array is, whatever stands in them", async () => {
    const records = [{ text: 'a "}] \\ quote', list: [{ deep: [1] }] }, { text: "ü" }];
    const lines = records.map((one) => JSON.stringify(one)).join("\n");
    await expect(resultsOf(lines)).rejects.toThrow();
    expect((await resultsOf(`${JSON.stringify(records[0])}\n`)).map(({ values }) => values)).toEqual([records[0]]);
    expect((await resultsOf(JSON.stringify([records[1]], null, 2))).map(({ values }) => values)).toEqual([records[1]]);
  });

  test.each(['[{"a":1}', '{"a":', "<html></html>", '[{"a":1}] x', "[1,2]", '"text"'])(
    "results that are cut or none are no copy: %s",
    async (text) => {
      expect((await failure(resultsOf(text))).trouble).toBe("unexpected-answer");
    },
  );

  test("results about somebody else stop everything", async () => {
    await expect(resultsOf([{ email: "omar@mail.example" }])).rejects.toThrow("somebody else");
    await expect(resultsOf([{ controller_customer_id: "KW-2" }])).rejects.toThrow("somebody else");
    expect(await resultsOf([{ email: "JANE@mail.example" }])).toHaveLength(1);
    // What somebody only typed in makes no record theirs; what the account had once does.
    const typed = { email: "omar@mail.example", proved: false, held: null };
    const former = { ...typed, held: { from: null, until: "2022-01-01T00:00:00Z" } };
    const besides = (address: typeof typed | typeof former) => ({
      ...janeDoe,
      addresses: [...janeDoe.addresses, address],
    });
    await expect(resultsOf([{ email: "omar@mail.example" }], {}, besides(typed))).rejects.toThrow("somebody else");
    expect(await resultsOf([{ email: "omar@mail.example" }], {}, besides(former))).toHaveLength(1);
  });
});
