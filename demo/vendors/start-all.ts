/** Starts every system of others that the demo has: the vendors behind one port, and the support mailbox on its own. */
import { allStandIns } from "./all";
import { startImap, type ImapStandIn } from "./imap";
import { shopMessages } from "./imap/people";
import { shownMailbox } from "./mailbox";
import type { VendorSecrets } from "./secrets";
import { startVendors, type Vendors, type VendorsOptions } from "./server";

type Options = Omit<VendorsOptions, "standIns" | "others"> & {
  /** Port of the mailbox on 127.0.0.1; 0 takes any that is free. */
  imapPort: number;
  secrets: VendorSecrets;
};

export type AllVendors = { vendors: Vendors; mailbox: ImapStandIn; stop(): Promise<void> };

/** With a folder each goes on from what it held when it was last there. Rejects when a port is taken. */
export async function startAllVendors({ imapPort, secrets, ...options }: Options): Promise<AllVendors> {
  const { folder, ahead } = options;
  let clock = 0;
  const mailbox = await startImap({
    port: imapPort,
    messages: shopMessages(new Date()),
    password: secrets.MAILBOX_PASSWORD,
    now: () => new Date(Date.now() + clock),
    ...(folder === undefined ? {} : { folder }),
  });
  try {
    const vendors = await startVendors({
      ...options,
      standIns: allStandIns(secrets),
      others: [shownMailbox(mailbox)],
      deliver: (message) => void mailbox.deliver(message),
      ...(ahead ? { ahead: async () => (clock = await ahead()) } : {}),
    });
    return { vendors, mailbox, stop: async () => void (await Promise.all([vendors.stop(), mailbox.close()])) };
  } catch (error) {
    await mailbox.close();
    throw error;
  }
}
