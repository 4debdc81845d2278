/** A mailbox keeps the contract of a source. */
import { createHash } from "node:crypto";
import { box, kim, mail, openPost, support } from "./mailbox/mailbox.fixture";
import { sourceContract, type Stage } from "./source.contract";

sourceContract("mailbox", async (): Promise<Stage> => {
  const file = { name: "räume.bin", mediaType: "application/octet-stream", bytes: Buffer.from([0, 255, 10, 13]) };
  const { server, source, close } = await openPost([
    mail({ id: "<1@mail.example>", attachments: [file] }),
    mail({
      id: "<2@klangwerk.example>",
      at: "2026-10-06T08:00:00Z",
      from: support,
      to: [box],
      inReplyTo: "<1@mail.example>",
    }),
    mail({ at: "2021-05-05T10:00:00Z", from: { email: "kim@old.example" } }),
    mail({ from: { name: "Joa Kim", email: "joakim@mail.example" }, subject: "kim@mail.example" }),
    mail({ from: { name: "kim@mail.example", email: "other@mail.example" } }),
    mail({ folder: "Closed/2026", at: "2025-03-03T10:00:00Z", subject: "Grüße" }),
    mail({ folder: "Closed/2026", from: { name: "Ben", email: "ben@mail.example" } }),
  ]);
  const isOurs = (from: string, to: string[]) =>
    [from, ...to].some((email) => ["kim@mail.example", "kim@old.example"].includes(email));
  return {
    source,
    person: kim,
    stranger: {
      account: null,
      addresses: [{ email: "im@mail.example", proved: true, held: null }],
      names: [],
      postcodes: [],
    },
    cutoffs: {},
    async digestOfOther() {
      const others = [...server.folders()].map(([name, { messages }]) => [
        name,
        messages
          .filter(
            ({ mail }) =>
              !isOurs(
                mail.from.email,
                mail.to.map(({ email }) => email),
              ),
          )
          .map(({ flags, ...kept }) => ({ ...kept, flags: [...flags] })),
      ]);
      return createHash("sha256").update(JSON.stringify(others)).digest("hex");
    },
    provided: { "contact-email": ["date", "subject", "text"], "support-ticket": ["date", "subject", "text"] },
    pauses: true,
    cannot: ["rectify"],
    corrections: { category: "contact-email", values: [] },
    unfit: { stored: {}, allowed: {} },
    changeMeanwhile: async () => undefined,
    close,
  };
});
