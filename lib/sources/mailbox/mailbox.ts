/** What is known of a mailbox before anybody asks it: the mapping, the server, and the rules of its folders. */
import { ruleOf } from "../../gdpr/retention";
import type { Rule } from "../../gdpr/rule";
import type { MailboxSource, Policy } from "../../policy/schema";
import type { Server } from "./connection";

export type Mailbox = {
  id: string;
  mapping: MailboxSource;
  server: Server;
  zone: string;
  categories: Policy["categories"];
};

/** The category and the rule of a folder. Throws for a folder that the policy does not name. */
export function folderOf(
  { id, mapping, categories }: Mailbox,
  folder: string,
): { category: string; named: string | null; rule: Rule } {
  const mapped = mapping.folders[folder];
  const rule = mapped && ruleOf(categories[mapped.category]?.rules ?? [], mapped.rule);
  if (!mapped || !rule) throw new Error(`the policy names no folder and rule of that kind for the source ${id}`);
  return { category: mapped.category, named: mapped.rule ?? null, rule };
}

/** The key of a message (RFC 9051 section 2.3.1.1: UIDVALIDITY and UID together never mean another one), and back. */
export const keyOf = (folder: string, validity: string, uid: number): string => `${folder}/${validity}/${uid}`;

export function inKey(key: string): { folder: string; validity: string; uid: number } {
  const [, folder, validity, uid] = /^(.*)\/(\d+)\/(\d+)$/s.exec(key) ?? [];
  if (folder === undefined || validity === undefined) throw new Error("not the key of a message");
  return { folder, validity, uid: Number(uid) };
}
