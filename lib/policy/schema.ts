/**
 * The shape of `policy.yaml`: the privacy policy made executable.
 *
 * Everything is strict: a key nobody knows is a problem, never ignored.
 */
import * as z from "zod";
import { rightNames } from "../gdpr/right";
import { isoDuration, ruleSchema } from "../gdpr/rule";
import { brandSchema } from "./brand";
import { httpSource } from "./kinds/http";
import { filesSource } from "./kinds/files";
import { mailboxSource } from "./kinds/mailbox";
import { manualSource } from "./kinds/manual";
import { opendsrSource } from "./kinds/opendsr";
import { postgresSource } from "./kinds/postgres";
import { zendeskSource } from "./kinds/zendesk";
import { letterheadSchema } from "./letterhead";
import { lettersSchema } from "./letters";
import { databaseName, id, variable, words } from "./words";

export type { FilesSource, Log } from "./kinds/files";
export type { MailboxSource } from "./kinds/mailbox";
export type { Ending, PostgresSource, Reach, Table } from "./kinds/postgres";
export type { ZendeskSource } from "./kinds/zendesk";

const controller = z.strictObject({
  name: z.string(),
  street: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string().length(2),
  email: z.email(),
  /** The address for data protection matters; the officer is named by office. */
  dataProtectionOfficer: z.email(),
});

const purpose = z.strictObject({
  label: words,
  /** Letter of Art. 6(1), or the provision that stands beside it. */
  basis: z.enum(["a", "b", "c", "d", "e", "f", "7-3-uwg"]),
  norm: z.string(),
  /** Art. 6(1)(f): the interest, named at collection. */
  interest: words.optional(),
});

const recipient = z.strictObject({
  name: z.string(),
  role: z.enum(["processor", "joint-controller", "controller", "authority"]),
  does: words,
  country: z.string().length(2),
  /** Art. 15(2): for countries outside the EEA, the safeguard of Art. 45 or 46. */
  safeguard: words.optional(),
  /** Art. 19: how this recipient is told. */
  notice: z.enum(["api", "portal", "email", "post", "none"]),
  /** Where a notice by e-mail goes: the recipient's address for data protection. Without it a person writes. */
  address: z.email().optional(),
  /** By what it knows the person: `account`, `email`, `name`, or a kind of id that a source learns. */
  knows: z.array(id).min(1).default(["email"]),
  /** Art. 4(9): an authority that is told something in a particular inquiry only, and so is no recipient of a person's data. */
  inquiry: z.boolean().default(false),
});

const category = z.strictObject({
  label: words,
  /** One sentence in plain words: what is in it. */
  what: words,
  /** Art. 30(1)(c): whose data it is. */
  people: words.optional(),
  purposes: z.array(id).min(1),
  /** Art. 15(1)(g). */
  origin: words,
  recipients: z.array(id),
  disclose: z.enum(["always", "after-review"]).default("always"),
  rules: z.array(ruleSchema.extend({ trigger: words })).min(1),
  rights: z.strictObject({
    portability: z.enum(["yes", "if-consent", "provided-part", "no"]),
    rectification: z.enum(["yes", "self-service", "annotate", "document", "contest", "no"]),
    objection: z.enum(["balance", "absolute", "no"]),
    withdrawal: z.union([id, z.literal("no")]),
  }),
  /** No record of it hangs on a record of another system, so a hold on one order, say, does not reach it there. */
  standsAlone: z.boolean().default(false),
  /** Not searched as rows of a source: why there is nothing to search (cookies on the person's device, backups). */
  elsewhere: words.optional(),
});

/** A word of a vocabulary. */
const term = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/);

const field = z.strictObject({
  label: words,
  /** What a form asks for: a text when nothing is said. */
  is: z.enum(["text", "long-text", "email", "day", "country", "language", "cents"]).default("text"),
  /** What the values that a system writes as codes say in plain words; others are shown as they stand. */
  values: z.record(z.string().min(1), words).optional(),
});

export const policySchema = z.strictObject({
  version: z.literal(1),
  /** The edition of the policy: part of every plan. */
  edition: z.string(),
  controller,
  /** The company's look; without it the portal's own. */
  brand: brandSchema.optional(),
  /** The competent authority, as a code of the authorities pack: "DE-BE". */
  authority: z.string(),
  zone: z.string(),
  /** The Land whose public holidays roll a due date. */
  holidays: z.literal("DE-BE"),
  entity: z.enum(["standard", "financial"]),
  signIn: z.strictObject({ accountClaim: z.string(), rolesClaim: z.string() }),
  review: z.strictObject({
    secondApprover: z.array(
      z.enum([
        ...rightNames,
        ...(["refusal", "release-of-hold", "release-again", "tax-year", "duty-change", "request-files"] as const),
      ]),
    ),
    opinion: z.array(z.enum([...rightNames, "refusal"])),
    undoHours: z.number().int().min(0).max(72),
    /** Rights whose plan runs without a reviewer as long as no question is open. */
    automatic: z.array(z.enum(rightNames)).default([]),
  }),
  release: z.strictObject({
    freshMinutes: z.number().int().positive(),
    downloads: z.number().int().positive(),
    days: z.number().int().positive(),
    /** For so long after the account gave an address up, that address is still told of requests. */
    formerContactDays: z.number().int().min(0),
  }),
  /** Art. 20(2): data that are taken along can be sent straight to another company that the person names. Absent: they cannot. */
  transfer: z
    .strictObject({
      /** Ports of the receiving servers. */
      ports: z.array(z.number().int().min(1).max(65_535)).min(1).default([443]),
      /** Minutes that one attempt may take in all. */
      minutes: z.number().int().min(1).max(720).default(30),
      /** Hours for which it is tried again. */
      hours: z.number().int().min(1).max(336).default(48),
    })
    .optional(),
  backups: z.strictObject({ cycle: isoDuration }),
  /** Art. 30(1)(g): what protects the data, in general terms. */
  security: z.array(words).min(1).optional(),
  /** Art. 5(1)(e): whether what is due without a request goes by itself, or is only counted. */
  sweep: z.enum(["dry-run", "on"]).default("dry-run"),
  /** § 147(3) sentence 5 AO: records of rules with the hold `tax` go once finance released their year. Absent: nobody is asked. */
  taxYears: z.strictObject({ finance: z.email() }).optional(),
  /** Art. 5(2): who outside the portal keeps the log's checkpoints, and hears of it when the log does not verify. */
  evidence: z
    .strictObject({
      legal: z.email(),
      /** Days after which whoever took evidence with personal data out must have destroyed it. */
      exportDays: z.number().int().min(1).max(3650).default(90),
    })
    .optional(),
  /** Art. 12(2): the mailbox for privacy matters whose mails may be requests. Absent: none is read. */
  inbound: z
    .strictObject({
      /** Names of the environment variables that say how to reach it. */
      server: z.strictObject({ host: variable, port: variable, user: variable, password: variable }),
      /** true: without TLS, to a host of the own network only. */
      private: z.boolean().default(false),
      /** By its name on the server. */
      folder: z.string().min(1),
      /** Days after which a mail is late that nobody made a request of, or put aside. */
      daysToDecide: z.number().int().min(0).max(14).default(2),
      /** Art. 5(1)(e): days for which the words of one that is no request are kept. */
      dismissedDays: z.number().int().min(1).max(365).default(30),
    })
    .optional(),
  /** Art. 12(3): who hears that requests come due. Absent: nobody is written to. */
  alarms: z
    .strictObject({
      /** The mailbox of those who work the queue; the officer's address of the controller hears the same. */
      desk: z.email(),
      /** Whoever hears it too when nothing was decided a short time before. */
      second: z.email().optional(),
      /** Days before the due date, besides the day itself. */
      days: z.array(z.number().int().min(1).max(60)).min(1).default([10, 5, 2]),
      /** So many days before, the second person hears of what is not decided. */
      secondDays: z.number().int().min(0).max(60).default(2),
      /** From this hour of a working day, local time, the daily mail goes out. */
      hour: z.number().int().min(0).max(23).default(7),
    })
    .optional(),
  /** Art. 12(1): how the company words its letters, where it does not take the standing words. */
  letters: lettersSchema.optional(),
  /** What they say of the company besides its name and address. */
  letterhead: letterheadSchema.optional(),
  purposes: z.record(id, purpose),
  recipients: z.record(id, recipient),
  /** Each has the id of the purpose it carries. `device`: it was given on a device and is known there alone. `window`: it is asked for in the cookie window of each device as well. */
  consents: z.record(
    id,
    z.strictObject({
      label: words,
      categories: z.array(id).min(1),
      device: z.boolean().default(false),
      window: z.boolean().default(false),
    }),
  ),
  /** Art. 7(3), 21(2): what ends at once. */
  stops: z.strictObject({
    /** The purposes of direct marketing, profiling for it included, and the channels it could use. */
    advertising: z.array(id).min(1),
    channels: z.array(z.enum(["email", "post", "phone"])).min(1),
    /** Days within which a system that only people reach has been told. */
    handDays: z.number().int().min(0).max(14),
    /** Days for which a mailing that is under way may still arrive. */
    overlapDays: z.number().int().min(0).max(31),
    /** Where the consents of a device are changed. */
    consentTool: z.url(),
  }),
  /** Art. 18. */
  pause: z.strictObject({
    /** Uses that may have to go on, each with its purposes: a reviewer decides about them the same working day. */
    continue: z.record(id, z.strictObject({ label: words, purposes: z.array(id).min(1) })),
    /** Days between the notice and the end of a pause. */
    liftDays: z.number().int().min(1).max(60),
  }),
  /** Art. 16. */
  correction: z.strictObject({
    /** Why an issued document is not overwritten. */
    documentNorm: z.string(),
    /** Days in which a change of an identity can be stopped. */
    coolDays: z.number().int().min(1).max(30),
  }),
  /** Art. 19: days in which a recipient has been told by hand. */
  recipientDays: z.number().int().min(0).max(30),
  /** Contracts are cancelled at the shop, not here: where, and whom a declaration is passed on to. */
  shop: z.strictObject({ cancelUrl: z.url(), cancelEmail: z.email() }),
  /** Columns in plain words, by the name of the column. */
  fields: z.record(databaseName, field),
  /** Art. 20(1), recital 68: what tables and their fields are called in a vocabulary that others use too; where one fits. */
  vocabulary: z
    .strictObject({
      /** Where its words live: https://schema.org/ */
      iri: z.url(),
      tables: z.record(databaseName, z.strictObject({ is: term, fields: z.record(databaseName, term).default({}) })),
    })
    .optional(),
  categories: z.record(id, category),
  /** What belongs together for people who look for something, in this order; what is in none comes last. */
  topics: z.record(id, z.strictObject({ label: words, categories: z.array(id).min(1) })).default({}),
  sources: z.record(
    id,
    z.discriminatedUnion("kind", [
      postgresSource,
      filesSource,
      httpSource,
      zendeskSource,
      mailboxSource,
      opendsrSource,
      manualSource,
    ]),
  ),
});

export type Policy = z.output<typeof policySchema>;
export type Category = Policy["categories"][string];
