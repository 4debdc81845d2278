/**
 * Art. 5(1)(f), 15(1) (C-579/21): a mail that may be a request lies sealed like a request's file. Whoever decides about it looks on
 * purpose; the look is recorded and opens the mail for an hour to the one who looked.
 */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { fileForm, type FileLine, type FileType } from "../../gdpr/attached";
import { dayIn, type Day } from "../../gdpr/day";
import { done, no, yes, type Result } from "../../result";
import { contactHash } from "../../seal/contact-hash";
import { staffSight } from "../../sight";
import { noteSystem } from "../system-chain";
import { openFile, openReason, openWords, type Words } from "./sealed";

const openFor = 3_600_000;
/** So many open requests of one address are named. */
const mostNamed = 20;

export const atDesk = (who: Actor): boolean => has(who, "reviewer", "dpo") && who.person !== null;

/** Records that this person looks into the mail. */
export async function lookIntoMail(who: Actor, id: string): Promise<Result<"not-found">> {
  if (!atDesk(who)) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    const mail = await tx.inboundMail.findUnique({ where: { id }, select: { sealed: true } });
    if (!mail?.sealed) return no("not-found");
    if (!(await hasLookedInto(tx, who, id))) await noteSystem(tx, "mail-opened", { data: { mail: id }, by: who });
    return done;
  });
}

/** Whether this person looked within the hour. */
export async function hasLookedInto(tx: Tx, { person }: Actor, mail: string): Promise<boolean> {
  if (person === null) return false;
  const known = await tx.pseudonym.findUnique({ where: { request_personId: { request: "system", personId: person } } });
  if (!known) return false;
  const since = new Date((await portalNow(tx)).getTime() - openFor);
  const where = { fact: "mail-opened", actorId: known.id, at: { gte: since }, data: { equals: { mail } } };
  return (await tx.systemEvent.count({ where })) > 0;
}

export type MailShown = {
  id: string;
  state: "open" | "request" | "reminder" | "dismissed";
  receivedOn: Day;
  /** Local time of day, HH:MM. */
  receivedTime: string;
  files: FileLine[];
  /** Somebody says that it is no request, and who looks is that person. */
  first: { mine: boolean } | null;
  /** Null to those who have not looked within the hour, and once the words are gone. */
  words: (Words & { reason: string | null; open: OpenRequest[] }) | null;
  gone: boolean;
};

/** An open request that was made with the sender's address. */
export type OpenRequest = { reference: string; right: string; dueOn: Day };

/** The mail, to those of the desk; null for an unknown one. */
export async function mailShown(who: Actor, id: string): Promise<MailShown | null> {
  if (!atDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const row = await tx.inboundMail.findUnique({ where: { id } });
    if (!row) return null;
    const { zone } = policy();
    const { sealed, reason, receivedAt, firstAt, firstBy, state } = row;
    const looked = sealed !== null && (await hasLookedInto(tx, who, id));
    const words = looked ? openWords(id, sealed) : null;
    const select = { id: true, type: true, bytes: true } as const;
    const files = await tx.inboundFile.findMany({ where: { mail: id }, select, orderBy: { no: "asc" } });
    return {
      id,
      state: state as MailShown["state"],
      receivedOn: dayIn(zone, receivedAt),
      receivedTime: timeIn(zone, receivedAt),
      files: files.map((file) => ({ ...file, type: file.type as FileType })),
      first: firstAt && { mine: firstBy === who.person },
      words: words && {
        ...words,
        reason: reason && openReason(id, reason),
        open: await openRequestsOf(tx, words.from.email),
      },
      gone: sealed === null,
    };
  });
}

export const timeIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at);

async function openRequestsOf(tx: Tx, email: string): Promise<OpenRequest[]> {
  if (email === "") return [];
  const rows = await tx.request.findMany({
    where: { contactHash: contactHash(email), OR: [{ closedAt: null }, { state: "not-identified" }] },
    select: { id: true, right: true, dueOn: true },
    orderBy: { receivedAt: "asc" },
    take: mostNamed,
  });
  return rows.map(({ id, right, dueOn }) => ({ reference: id, right, dueOn: dayIn("UTC", dueOn) }));
}

export type MailFile = { name: string; media: string; bytes: Buffer };

/** An attachment of a mail that nobody decided about yet; each time is a look, and recorded. */
export async function fetchMailFile(who: Actor, id: string): Promise<Result<"not-found", MailFile>> {
  if (!atDesk(who)) return no("not-found");
  return transactionAs(staffSight(who), async (tx): Promise<Result<"not-found", MailFile>> => {
    const row = await tx.inboundFile.findUnique({ where: { id } });
    if (!row) return no("not-found");
    await noteSystem(tx, "mail-opened", { data: { mail: row.mail }, by: who });
    const { ending, media } = fileForm[row.type as FileType];
    return yes({ name: `mail-${id.slice(0, 8)}.${ending}`, media, bytes: openFile(id, row.sealed) });
  });
}
