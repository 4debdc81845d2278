/** The stand-in of Zendesk keeps the rules that Zendesk documents. */
import { expect, onTestFinished, test } from "vitest";
import { startVendors, type Vendors } from "./server";
import { people, ask } from "./vendors.fixture";
import { zendesk, type ZendeskState } from "./zendesk";

const authorization = `Basic ${Buffer.from("desk@klangwerk.example/token:t").toString("base64")}`;

async function open() {
  const standIn = zendesk({ user: "desk@klangwerk.example", token: "t", jobSeconds: 20, removalSeconds: 60 });
  const vendors: Vendors = await startVendors({ port: 0, standIns: [standIn], people, faults: false });
  onTestFinished(() => vendors.stop());
  const call = (method: string, path: string, body?: unknown) =>
    ask(vendors.url("zendesk") + path, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { vendors, call, state: () => vendors.state("zendesk") as ZendeskState };
}

test("only the right user with the right token is answered", async () => {
  const { vendors, call } = await open();
  expect((await call("GET", "/api/v2/users/me")).status).toBe(200);
  for (const wrong of ["desk@klangwerk.example:t", "desk@klangwerk.example/token:x", "other/token:t"]) {
    const headers = { authorization: `Basic ${Buffer.from(wrong).toString("base64")}` };
    expect((await ask(`${vendors.url("zendesk")}/api/v2/users/me`, { headers })).status).toBe(401);
  }
  expect((await call("GET", "/api/v2/nothing")).status).toBe(404);
});

test("the search finds whoever has the text anywhere, page by page", async () => {
  const { call, state } = await open();
  const found = await call("GET", '/api/v2/users/search?query=email:"jane@mail.example"&per_page=1&page=1');
  expect(found.body).toMatchObject({ users: [{ id: 1 }], count: 2, next_page: expect.stringContaining("page=2") });
  expect(state().users.filter(({ notes }) => notes?.includes("jane@mail.example"))).toHaveLength(1);
  expect((await call("GET", "/api/v2/users/search?external_id=KW-1")).body.users).toHaveLength(1);
  expect((await call("GET", "/api/v2/users/search?query=a&page=101")).status).toBe(400);
});

test("cursors lead through everything once", async () => {
  const { call, state } = await open();
  const seen: number[] = [];
  let path: string | null = "/api/v2/users/1/tickets/requested?page[size]=2&include=metric_sets,comment_count";
  while (path) {
    const { body } = await call("GET", path);
    const { tickets, metric_sets, links } = body as unknown as { tickets: { id: number; comment_count: number }[]; metric_sets: unknown[]; links: { next: string | null } }; // prettier-ignore
    seen.push(...tickets.map(({ id }) => id));
    expect(metric_sets).toHaveLength(tickets.length);
    expect(tickets.every((one) => one.comment_count === 2)).toBe(true);
    path = links.next && new URL(links.next).pathname.replace("/zendesk", "") + new URL(links.next).search;
  }
  const own = state().tickets.filter(({ requester_id }) => requester_id === 1);
  expect(seen).toEqual(own.map(({ id }) => id).toSorted((one, other) => one - other));
});

test("a user goes only when every ticket is closed, then into the bin, then for good, and says so", async () => {
  const { vendors, call } = await open();
  expect((await call("DELETE", "/api/v2/users/1")).status).toBe(422);
  expect((await call("DELETE", "/api/v2/deleted_users/1")).status).toBe(404);
  const open_ = (vendors.state("zendesk") as ZendeskState).tickets.find(({ status }) => status === "open");
  expect((await call("PUT", `/api/v2/tickets/${open_?.id}`, { ticket: { status: "closed" } })).status).toBe(200);
  expect((await call("PUT", `/api/v2/tickets/${open_?.id}`, { ticket: { status: "open" } })).status).toBe(422);
  expect((await call("DELETE", "/api/v2/users/1")).status).toBe(200);
  expect((await call("DELETE", "/api/v2/users/1")).status).toBe(404);
  expect((await call("GET", "/api/v2/users/1")).status).toBe(404);
  expect((await call("GET", "/api/v2/deleted_users/1")).body).toMatchObject({ deleted_user: { name: "Jane Roe", active: false } }); // prettier-ignore
  expect((await call("GET", "/api/v2/users/1/compliance_deletion_statuses")).body).toMatchObject({ compliance_deletion_statuses: [] }); // prettier-ignore
  expect((await call("DELETE", "/api/v2/deleted_users/1")).status).toBe(200);
  const actions = async () =>
    ((await call("GET", "/api/v2/users/1/compliance_deletion_statuses")).body as unknown as { compliance_deletion_statuses: { action: string }[] }).compliance_deletion_statuses.map(({ action }) => action); // prettier-ignore
  expect(await actions()).toEqual(["request_deletion", "started", "started"]);
  vendors.advance(61_000);
  expect(await actions()).toEqual(["request_deletion", "started", "started", "complete", "complete"]);
  expect((await call("GET", "/api/v2/deleted_users/1")).body).toMatchObject({ deleted_user: { name: "Permanently Deleted User", email: null } }); // prettier-ignore
  expect((await call("GET", "/api/v2/users/2000/compliance_deletion_statuses")).status).toBe(404);
});

test("tickets go into the bin and are removed by a job with a result for each", async () => {
  const { vendors, call, state } = await open();
  const [one, two] = state().tickets.filter(({ requester_id }) => requester_id === 1);
  expect((await call("DELETE", `/api/v2/tickets/${one?.id}`)).status).toBe(204);
  expect((await call("DELETE", `/api/v2/tickets/${one?.id}`)).status).toBe(404);
  expect((await call("GET", "/api/v2/deleted_tickets")).body).toMatchObject({ deleted_tickets: [{ id: one?.id }] });
  expect((await call("GET", `/api/v2/tickets/show_many?ids=${one?.id},${two?.id}`)).body).toMatchObject({ tickets: [{ id: two?.id }] }); // prettier-ignore
  const ordered = await call("DELETE", `/api/v2/deleted_tickets/destroy_many?ids=${one?.id},7`);
  const { job_status } = ordered.body as unknown as { job_status: { id: string; status: string } };
  expect(job_status).toMatchObject({ status: "queued", total: 2, results: null });
  vendors.advance(21_000);
  expect((await call("GET", `/api/v2/job_statuses/${job_status.id}`)).body).toMatchObject({
    job_status: { status: "completed", results: [{ id: one?.id, success: true }, { id: 7, success: false, error: "TicketNotFound" }] }, // prettier-ignore
  });
  expect((await call("GET", "/api/v2/deleted_tickets")).body).toMatchObject({ deleted_tickets: [] });
  vendors.advance(3_600_000);
  expect((await call("GET", `/api/v2/job_statuses/${job_status.id}`)).status).toBe(404);
});

test("closed tickets take tags by a job only, profiles at once", async () => {
  const { vendors, call, state } = await open();
  const closed = () => state().tickets.find(({ requester_id, status }) => requester_id === 1 && status === "closed");
  const path = `/api/v2/tickets/update_many?ids=${closed()?.id}`;
  await call("PUT", path, { ticket: { additional_tags: ["x"] } });
  vendors.advance(21_000);
  expect(closed()?.tags).toContain("x");
  await call("PUT", path, { ticket: { remove_tags: ["x"] } });
  vendors.advance(21_000);
  expect(closed()?.tags).not.toContain("x");
  await call("PUT", "/api/v2/users/1/tags", { tags: ["y"] });
  expect(state().users.find(({ id }) => id === 1)?.tags).toEqual(["y"]);
});

test("a message is emptied only when it is sent back whole, files by themselves", async () => {
  const { call, state } = await open();
  const ticket = () => state().tickets.find(({ requester_id, tags }) => requester_id === 1 && tags.includes("topic_contract"))!; // prettier-ignore
  const [comment] = ticket().comments;
  const redact = (html_body: string) =>
    call("PUT", `/api/v2/comment_redactions/${comment?.id}`, { ticket_id: ticket().id, html_body });
  expect((await redact("<p><redact>Something else</redact></p>")).status).toBe(400);
  expect((await redact(comment!.html_body.replace(/>(.+)</, "><redact>$1</redact><"))).status).toBe(200);
  expect(ticket().comments[0]?.html_body).toMatch(/^<p>▇+<\/p>$/);
  const file = comment!.attachments[0]!;
  expect((await call("GET", `/attachments/token/${file.id}/`)).status).toBe(302);
  expect((await call("GET", `/files/${file.id}`)).text).toHaveLength(40_000);
  await call("PUT", `/api/v2/tickets/${ticket().id}/comments/${comment!.id}/attachments/${file.id}/redact`);
  expect(ticket().comments[0]?.attachments[0]?.file_name).toBe("redacted.txt");
});

test("an address changes by its identity, and nobody gets another's", async () => {
  const { call, state } = await open();
  const own = state().identities.find(({ user_id }) => user_id === 1);
  const other = state().identities.find(({ user_id }) => user_id !== 1);
  const path = `/api/v2/users/1/identities/${own?.id}`;
  expect((await call("PUT", path, { identity: { value: "no address" } })).status).toBe(422);
  expect((await call("PUT", path, { identity: { value: other?.value } })).status).toBe(422);
  expect((await call("PUT", path, { identity: { value: "new@mail.example" } })).status).toBe(200);
  expect(state().users.find(({ id }) => id === 1)?.email).toBe("new@mail.example");
  expect((await call("PUT", "/api/v2/users/1", { user: { name: " " } })).status).toBe(422);
});

test("who asks too often waits: ten looks into the bin a minute, seven hundred removals in ten", async () => {
  const { vendors, call, state } = await open();
  const statuses = async (times: number, method: string, path: string) => {
    const seen: number[] = [];
    for (let at = 0; at < times; at += 1) seen.push((await call(method, path)).status);
    return seen.filter((status) => status === 429).length;
  };
  expect(await statuses(12, "GET", "/api/v2/deleted_tickets")).toBe(2);
  const refused = await call("GET", "/api/v2/deleted_tickets");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
  vendors.advance(61_000);
  expect((await call("GET", "/api/v2/deleted_tickets")).status).toBe(200);
  expect(await statuses(701, "DELETE", "/api/v2/deleted_users/5")).toBe(1);
  expect(state().changes).toEqual([]);
});
