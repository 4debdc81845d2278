/** Starts every system of others that the demo has: the vendors behind one port, and the support mailbox on its own. */
import { allStandIns } from "./all";
import { startImap, type ImapStandIn } from "./imap";
import { shopMessages } from "./imap/people";
import { shownMailbox } from "./mailbox";
import type { VendorSecrets } from "./secrets";
import { startReceiver, type Receiver } from "./receiver";
import { startVendors, type Vendors, type VendorsOptions } from "./server";

type Options = Omit<VendorsOptions, "standIns" | "others"> & {
  /** Port of the mailbox on 127.0.0.1; 0 takes any that is free. */
  imapPort: number;
  /** Port of the company that takes data over; likewise. */
  receiverPort: number;
  secrets: VendorSecrets;
};

export type AllVendors = { vendors: Vendors; mailbox: ImapStandIn; receiver: Receiver; stop(): Promise<void> };

/** With a folder each goes on from what it held when it was last there. Rejects when a port is taken. */
export async function startAllVendors({ imapPort, receiverPort, secrets, ...options }: Options): Promise<AllVendors> {
  const { folder, ahead } = options;
  let clock = 0;
  const mailbox = await startImap({
    port: imapPort,
    messages: shopMessages(new Date()),
    password: secrets.MAILBOX_PASSWORD,
    now: () => new Date(Date.now() + clock),
    ...(folder === undefined ? {} : { folder }),
  });
  const own = { port: receiverPort, keys: { chain: secrets.RECEIVER_CHAIN, key: secrets.RECEIVER_KEY } };
  const kept = folder === undefined ? {} : { folder };
  const receiver = await startReceiver({ ...own, ...kept, now: () => new Date(Date.now() + clock) }).catch(
    async (error: unknown) => {
      await mailbox.close();
      throw error;
    },
  );
  try {
    const vendors = await startVendors({
      ...options,
      standIns: allStandIns(secrets),
      others: [shownMailbox(mailbox), receiver.shown],
      receiver,
      mailbox,
      ...(ahead ? { ahead: async () => (clock = await ahead()) } : {}),
    });
    const stop = async () => void (await Promise.all([vendors.stop(), mailbox.close(), receiver.close()]));
    return { vendors, mailbox, receiver, stop };
  } catch (error) {
    await Promise.all([mailbox.close(), receiver.close()]);
    throw error;
  }
}
