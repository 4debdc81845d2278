/**
 * Art. 7(3), 18(2), 21(3): the contract of the registry's interface, version 1: what other systems send and what they are
 * answered. One set of schemas checks requests, is promised by the answers, and is printed as OpenAPI.
 */
import * as z from "zod";
import { languages } from "../../../i18n/language";
import { registryQuestions } from "../may-use";

/** An id of the policy. */
export const policyId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, "an id of the policy: lower-case letters, digits and hyphens")
  .meta({ description: "An id of the policy file.", examples: ["newsletter"] });
export const channel = z
  .enum(["email", "post", "phone"])
  .meta({ description: "By which way it would reach the person." });

const since = z.iso.datetime().meta({ description: "Since when.", examples: ["2026-11-24T10:15:00.000Z"] });

export const answer = z.union([
  z.strictObject({ allowed: z.literal(true) }),
  z.strictObject({
    allowed: z.literal(false),
    because: z.enum(["stopped", "paused"]).meta({
      description: "stopped: the person ended this use. paused: their data are only stored for now (Art. 18 GDPR).",
    }),
    since,
  }),
]);

export const answers = z.strictObject({
  answers: z.array(answer).meta({ description: "In the order of the questions." }),
});

/** What a file or a list is made for. */
export const useAsked = z.strictObject({ purpose: policyId, channel: channel.optional() });

/** One line of the file for mailing tools; the last line says that the file is whole. */
export const entry = z.strictObject({
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: "HMAC-SHA-256 of the normalised address under the export key, as hex." }),
  because: z.enum(["stopped", "paused"]),
  since,
});
export const lastLine = z.strictObject({
  end: z.literal(true),
  entries: z.int().min(0).meta({ description: "Lines before this one." }),
  withoutHash: z.int().min(0).meta({
    description: "Entries that no line can stand for: of an account without an address, or older than the export key.",
  }),
});

/** Most addresses of one question for links. */
const mostLinks = 1_000;

/** What a mailing asks before it is sent. */
export const linksAsked = z.strictObject({
  purpose: policyId.meta({
    description:
      "What the mail rests on: a consent of the policy, which a press withdraws, or a purpose of advertising.",
    examples: ["newsletter"],
  }),
  language: z.enum(languages()).meta({ description: "The language of the mail: whoever is new here gets it, too." }),
  emails: z.array(z.string().min(3).max(320)).min(1).max(mostLinks),
});

/** The two header fields of one mail (RFC 2369, RFC 8058). */
export const unsubscribeLink = z.strictObject({
  "List-Unsubscribe": z.string().meta({ description: "Value of the header field: one address, in angle brackets." }),
  "List-Unsubscribe-Post": z.literal("List-Unsubscribe=One-Click"),
});
export const links = z.strictObject({
  links: z.array(unsubscribeLink).meta({ description: "In the order of the addresses." }),
});

/** RFC 9457. */
export const problem = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  detail: z.string().meta({ description: "What is wrong and how to mend it." }),
  errors: z
    .array(z.strictObject({ at: z.string(), message: z.string() }))
    .optional()
    .meta({ description: "The places that are wrong, never what stood there." }),
});

export const schemas = {
  Questions: registryQuestions,
  Answers: answers,
  Entry: entry,
  LastLine: lastLine,
  LinksAsked: linksAsked,
  Links: links,
  Problem: problem,
} as const;

/** Most lines of one list, and bytes of one line. */
export const listLimits = { lines: 100_000, bytes: 400 } as const;
export type Use = z.output<typeof useAsked>;
export type Entry = z.output<typeof entry>;
export type LastLine = z.output<typeof lastLine>;

/** Pairs of a request and its answer, shown in the description and held by tests. */
export const example = {
  questions: {
    questions: [{ email: "somebody@post.example", purpose: "newsletter", channel: "email" as const }],
  },
  answers: { answers: [{ allowed: false, because: "stopped", since: "2026-11-24T10:15:00.000Z" }] },
  entry: {
    hash: "650b4677a470e150d3463447c77820e6d9ce2feb971ad50a5030182de00fde08",
    because: "stopped",
    since: "2026-11-24T10:15:00.000Z",
  },
  lastLine: { end: true, entries: 1, withoutHash: 0 },
  linksAsked: { purpose: "newsletter", language: "de" as const, emails: ["somebody@post.example"] },
  links: {
    links: [
      {
        "List-Unsubscribe": "<https://privacy.shop.example/api/unsubscribe/u01…>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" as const,
      },
    ],
  },
  problem: {
    type: "about:blank",
    title: "The question is not right",
    status: 400,
    detail: "Mend the places that are named and send it again.",
    errors: [{ at: "questions.0", message: "account or email is needed" }],
  },
} as const;
