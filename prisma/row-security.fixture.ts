/** One row of one person in every guarded table, written by the owner of a test's database. */
import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { testDatabase } from "../demo/postgres/test-database";

export type Rows = { person: string; request: string; of: Record<string, Record<string, unknown>> };

type Row = Record<string, unknown>;

/** Writes the rows of `name`; each is given back as the database shows it, in JSON. */
export async function rowsOf(owner: pg.Client, name: string): Promise<Rows> {
  const of: Rows["of"] = {};
  const put = async (table: string, row: Row): Promise<Row> => {
    const columns = Object.keys(row).map((column) => `"${column}"`);
    const { rows } = await owner.query<{ row: Row }>(
      `INSERT INTO "${table}" AS t (${columns.join(", ")}) VALUES (${columns.map((_, n) => `$${n + 1}`).join(", ")})
       RETURNING to_jsonb(t) AS row`,
      Object.values(row),
    );
    return (of[table] = rows[0]?.row ?? {});
  };
  const [now, bytes] = [new Date(), Buffer.from(name)];
  const account = `KW-${name}`;
  const hash = createHash("sha256").update(name).digest("hex");
  const request = `R-${hash.slice(0, 16).toUpperCase()}`;
  const person = String((await put("person", { kind: "oidc", iss: "https://id.example", sub: name, account })).id);
  const later = new Date(now.getTime() + 3_600_000);
  await put("session", { id: hash, person_id: person, door: "oidc", auth_time: now, expires_at: later });
  await put("calendar_feed", { id: hash, person_id: person, shows: "all", language: "en", ends_at: later });
  await put("sign_in_link", { id: hash, address: bytes, browser: hash, language: "en", expires_at: later });
  const submission = randomUUID();
  await put("submission", { id: submission, person_id: person, receipt_code: hash, received_at: now });
  const days = { received_at: now, received_on: now, unrolled_on: now, due_on: now };
  const words = { right: "access", state: "planned", channel: "portal", language: "en", policy: "1" };
  const about = { submission_id: submission, person_id: person, account, subject: bytes, contact: bytes };
  await put("request", { id: request, ...about, ...words, ...days });
  await put("request_key", { request, wrapped: bytes });
  await put("pseudonym", { request, person_id: person, id: hash.slice(0, 32) });
  const line = { seq: 0, at: now, fact: "received", actor_role: "subject", actor_id: hash.slice(0, 32), data: {} };
  await put("event", { request, ...line, prev: hash, hash });
  const drawer = (await put("drawer", { request, kind: "letter access", commit: hash, sealed: bytes })).id;
  await put("attachment", {
    id: randomUUID(),
    request,
    drawer_id: drawer,
    no: 0,
    type: "pdf",
    bytes: 1,
    sealed: bytes,
  });
  await put("plan", { request, no: 1, hash, policy: "1", drawer_id: drawer });
  const at = { request, plan_no: 1 };
  const what = { source: "shop", category: "order" };
  await put("decision", { ...at, idx: 0, ...what, action: "keep", groups: "[]" });
  const order = { operation: hash, from_item: 0, items: 1, count: 1, ask_at: later, confirm_by: later };
  await put("removal", { ...at, idx: 0, ...order });
  await put("list_chunk", { ...at, idx: 0, no: 0, count: 1, sealed: bytes });
  await put("stop_link", { id: hash, request });
  await put("snapshot", { request, group: "shop/server-log/1", no: 0, count: 1, sealed: bytes });
  await put("search", { ...at, source: "shop", outcome: "searched" });
  await put("approval", { ...at, kind: "approval", person_id: person, plan_hash: hash });
  await put("answer", { request, selector: "one", answer: "theirs", person_id: person });
  const kept = { from_action: "erase", to_action: "keep", ground: "17(3)(e)", norm: "§ 195 BGB", until: later };
  await put("override", { request, line: "[]", ...what, ...kept, drawer_id: drawer, person_id: person });
  await put("hold", { kind: "legal", account, reason: bytes, review_on: now, placed_by: person });
  const matter = randomUUID();
  await put("matter", { id: matter, kind: "court", sealed: bytes, review_on: now, opened_by: person });
  await put("matter_request", { matter, request, linked_by: person });
  await put("restriction", { request, account, ground: "18(1)(a)" });
  const duty = (await put("duty", { ...at, idx: 0, ...what, writing: "erase", due_on: now, count: 1 })).id;
  const was = { category: "order", old_due_on: now, old_writing: "erase", count: 1 };
  await put("duty_change", { duty, basis: "1", ...was });
  const number = Number.parseInt(hash.slice(0, 6), 16);
  await put("tax_year", { year: 2000 + (number % 7000) });
  await put("legal_note", { request, sealed: "x", written_by: person });
  const taken = { form: "bundle", request, personal: false, holder: person, role: "legal" };
  await put("exported_chain", { export: (await put("evidence_export", taken)).id, request, seq: 0 });
  await put("file_year", { year: 2000 + (number % 7000) });
  await put("system_event", { ...line, seq: number, fact: "tax-year-released", prev: hash, hash });
  const rule = {
    category: "order",
    rule: "main",
    norm: "§ 1",
    writing: "erase",
    dry: true,
    cutoff: "2020-01-01T00:00:00Z",
  };
  await put("sweep", { window: name, source: "shop", ...rule, place: bytes });
  const mail = { request, kind: "access", language: "en", sealed: bytes, message_id: `<${hash}@localhost>` };
  const mailed = (await put("mail", mail)).id;
  await put("letter", { request, kind: "access", language: "en", drawer_id: drawer, mail_id: mailed });
  const packed = (await put("package", { request, file: hash, bytes: 1, records: 1, sha256: hash })).id;
  const grant = (await put("download_grant", { package_id: packed, session_id: hash, until: later })).id;
  const task = (await put("task", { request, kind: "access-by-hand", ...what, due_on: now })).id;
  const by = { passed_on_by: person, to_id: drawer };
  await put("task_link", { id: hash, task, request, until: later, sealed: bytes, ...by });
  await put("message", { request, from_desk: true });
  await put("transfer", { id: randomUUID(), request, to_id: drawer, code: bytes });
  await put("alarm", { request, due_on: now, days_before: 2 });
  const notice = `N-${hash.slice(0, 16).toUpperCase()}`;
  await put("recipient_notice", { id: notice, request, recipient: "dhl", change: "erased", way: "email", due_on: now });
  await put("recipient_link", { id: hash, notice, request, until: later, sealed: bytes });
  await put("restriction_exception", { request, purpose: "security", decision: "stops", person_id: person });
  await put("contract_withdrawal", { id: randomUUID(), person_id: person, received_at: now, sealed: bytes });
  const inbound = (await put("inbound_mail", { digest: hash, received_at: now, sealed: bytes })).id;
  await put("inbound_file", { id: randomUUID(), mail: inbound, no: 0, type: "pdf", bytes: 1, sealed: bytes });
  await put("suppression", { subject: bytes, use: "newsletter", since: now });
  await put("stopping", { request, source: "shop", purpose: "newsletter", records: 1 });
  const written = { source: "shop", part: "orders/order", keys: ["1"], writing: "erase", present: 1 };
  await put("erasure_journal", { operation: `${request}/1/0/0`, ...written });
  await put("gate", { package_id: packed, grant_id: grant, outcome: "opened" });
  // Two surges cannot last at once: these are over.
  const wave = { since: now, expected: 1000, review_on: now, sealed: bytes, declared_by: person };
  const surge = (await put("surge", { ...wave, ended_by: person, ended_at: now })).id;
  const extension = randomUUID();
  await put("surge_extension", { id: extension, surge, sealed: bytes, ordered_by: person });
  await put("surge_extension_item", { extension, request });
  const alike = { surge, shape: hash, right: "access", policy: "1", stage: "first", seed: hash, drawn_by: person };
  await put("plan_group_member", { group: (await put("plan_group", alike)).id, request, plan_hash: hash });
  return { person, request, of };
}

/** Names of the tables of a fresh database of which `what` is true, in the words of pg_class. */
export async function tablesWith(what: string): Promise<string[]> {
  const made = await testDatabase("row-security-list");
  const client = new pg.Client(made.ownerUrl);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname::text AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND (${what}) ORDER BY relname`,
  );
  await client.end();
  await made.drop();
  return rows.map(({ name }) => name);
}

/** What a person may not see even of their own file: notes of the house, other people's secrets, what only works inside. */
export const notForTheSubject =
  "alarm approval attachment calendar_feed duty_change evidence_export exported_chain file_year inbound_file inbound_mail legal_note list_chunk matter matter_request override plan plan_group plan_group_member recipient_link session sign_in_link snapshot stop_link suppression surge surge_extension surge_extension_item sweep system_event task_link tax_year".split(
    " ",
  );
/** A keyed hash does not say whose it is, so the database cannot either: who is signed in enters, and reads nothing. */
export const anybodyEnters = ["suppression"];
/** What the desk works on; the rest is the door's, the gate's and the worker's. */
export const notForTheDesk = [
  "alarm",
  "calendar_feed",
  "download_grant",
  "erasure_journal",
  "exported_chain",
  "gate",
  "legal_note",
  "session",
  "sign_in_link",
  "snapshot",
  "stop_link",
  "submission",
  "suppression",
];
