/** A portal beside a real IMAP server with an empty folder for privacy matters, for tests. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { mailboxPassword, mailboxUser, startImap, type Delivered, type ImapStandIn } from "../../../demo/vendors/imap";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { lookIntoMail } from "./look";
import { readNewMail } from "./read-mail";

export const pdf = Buffer.from("%PDF-1.7 please send me everything");
let count = 0;
export const mail = (more: Partial<Delivered> = {}): Delivered => ({
  folder: "Privacy",
  at: new Date(Date.now() - 3 * 86_400_000 - 1_000 * count++).toISOString(),
  from: { name: "Mara Keller", email: "mara@post.example" },
  to: [{ email: "privacy@klangwerk.example" }],
  subject: "My data",
  text: "Please send me a copy of everything you hold about me.",
  id: `<${randomUUID()}@post.example>`,
  ...more,
});

export type Post = {
  portal: Portal;
  server: ImapStandIn;
  /** Who is signed in. */
  staff: Record<"rui" | "nora" | "dora" | "lea" | "ana", Actor>;
  /** Delivers, reads, and gives the one that is new. */
  taken(more?: Partial<Delivered>): Promise<string>;
  /** The same, looked into by some. */
  looked(more?: Partial<Delivered>, ...who: Actor[]): Promise<string>;
};

/** One portal for a file of tests; each test has a mailbox of its own. */
export function inboundPost(name: string): Post {
  const post = { staff: {} } as Post;
  beforeAll(async () => {
    post.portal = await startPortal(name);
    Object.assign(post.staff, {
      rui: await signedIn("rui", { roles: ["reviewer"] }),
      nora: await signedIn("nora", { roles: ["reviewer"] }),
      dora: await signedIn("dora", { roles: ["dpo"] }),
      lea: await signedIn("lea", { roles: ["legal"] }),
      ana: await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" }),
    });
  }, 120_000);
  afterAll(() => post.portal.close());
  beforeEach(async () => {
    post.server = await startImap({ port: 0, messages: [], folders: ["Privacy"] });
    const reached = { HOST: "127.0.0.1", PORT: String(post.server.port), USER: mailboxUser, PASSWORD: mailboxPassword };
    for (const [variable, value] of Object.entries(reached)) vi.stubEnv(`MAILBOX_${variable}`, value);
    await post.portal.owner.query("TRUNCATE inbound_file, inbound_mail, inbound_place");
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await post.server.close();
  });
  post.taken = async (more) => {
    post.server.deliver(mail(more));
    expect(await readNewMail()).toBe(1);
    return (await db().inboundMail.findFirstOrThrow({ orderBy: { readAt: "desc" } })).id;
  };
  post.looked = async (more, ...who) => {
    const id = await post.taken(more);
    for (const one of who) expect(await lookIntoMail(one, id)).toMatchObject({ ok: true });
    return id;
  };
  return post;
}
