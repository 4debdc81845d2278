/** Which mailbox is read for requests: the policy names it, the environment says how to reach it. */
import { policy } from "../../company";
import type { Server } from "../../sources/mailbox/connection";

export type Box = { folder: string; server: Server; daysToDecide: number; dismissedDays: number };

/** Null where no mailbox is read: the policy names none, or none of its variables is set. Throws where some are missing. */
export function inboundBox(): Box | null {
  const { inbound } = policy();
  if (!inbound) return null;
  const { folder, daysToDecide, dismissedDays } = inbound;
  const names = Object.values(inbound.server);
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length === names.length) return null;
  if (missing.length > 0) throw new Error(`the mailbox for requests is not reached without ${missing.join(", ")}`);
  const value = (name: string): string => process.env[name] ?? "";
  const { host, port, user, password } = inbound.server;
  const server = {
    source: "inbound",
    host: value(host),
    port: Number(value(port)),
    user: value(user),
    password: value(password),
    private: inbound.private,
  };
  return { folder, server, daysToDecide, dismissedDays };
}
