/** The support mailbox on the page of the vendors: its messages as a table, and what was ordered by IMAP. */
import type { ImapStandIn } from "./imap";
import type { Party } from "./imap/mime";
import type { Shown } from "./stand-in";

/** `imap` answers on its own port; this shows what it holds. */
export const shownMailbox = (imap: Pick<ImapStandIn, "folders" | "orders">): Shown => ({
  name: "mailbox",
  label: "Support mailbox (IMAP)",
  orders: imap.orders,
  state: () => ({
    messages: [...imap.folders()].flatMap(([folder, { messages }]) =>
      messages.map(({ uid, flags, mail }) => ({
        folder,
        uid,
        received: mail.at,
        from: said(mail.from),
        to: [...mail.to, ...(mail.cc ?? [])].map(said).join(", "),
        subject: mail.subject,
        marks: [...flags].join(" "),
      })),
    ),
  }),
});

const said = ({ name, email }: Party): string => (name ? `${name} <${email}>` : email);
