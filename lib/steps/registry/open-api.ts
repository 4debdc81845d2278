/** OpenAPI 3.1 of the registry's interface, made from the schemas that check it. */
import * as z from "zod";
import { example, listLimits, schemas, useAsked } from "./contract";

const reference = (name: keyof typeof schemas) => ({ $ref: `#/components/schemas/${name}` });
const described = (description: string, content: Record<string, unknown>) => ({ description, content });
const problemOf = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: reference("Problem"), example: example.problem } },
});

/** What every call can be answered besides its own answer. */
const refusals = {
  "400": problemOf("Something in the question is wrong; `errors` names the places."),
  "401": problemOf("No key, an unknown key, or one that was revoked."),
  "403": problemOf("The key is not good for this."),
  "429": {
    ...problemOf("Too many calls with this key."),
    headers: { "Retry-After": { schema: { type: "integer" }, description: "Seconds to wait." } },
  },
  "500": problemOf("The portal failed: read it as a no."),
};

/** The parameters of a use, from the schema that reads them. */
const useParameters = Object.entries(useAsked.shape).map(([name, schema]) => ({
  name,
  in: "query",
  required: !schema.safeParse(undefined).success,
  schema: plain(schema),
}));

function plain(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
  return rest;
}

/** The whole document. The same for every portal: it names neither addresses nor a company. */
export function openApi() {
  return {
    openapi: "3.1.0",
    info: {
      title: "Rightful: the registry",
      version: "1.0.0",
      description:
        "What other systems ask before they use somebody’s data (Art. 7(3), 18, 21 GDPR). No answer, or another status than 200, means no.",
    },
    servers: [{ url: "/", description: "The portal itself" }],
    security: [{ key: [] }],
    paths: {
      "/api/v1/uses/check": { post: check },
      "/api/v1/suppressions": { get: file },
      "/api/v1/suppressions/filter": { post: filter },
      "/api/v1/unsubscribe-links": { post: unsubscribe },
      "/api/v1/openapi.json": { get: itself },
    },
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A key made by `rightful keys add`." },
      },
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema)])),
    },
  };
}

const check = {
  operationId: "checkUses",
  summary: "May these uses go on? Up to 1,000 questions; scope registry.",
  requestBody: {
    required: true,
    content: { "application/json": { schema: reference("Questions"), example: example.questions } },
  },
  responses: {
    "200": described("The answers, in the order of the questions.", {
      "application/json": { schema: reference("Answers"), example: example.answers },
    }),
    ...refusals,
  },
};

const filter = {
  operationId: "filterAddresses",
  summary: `Which addresses of a list must be left out? Up to ${listLimits.lines.toLocaleString("en")} lines; scope registry.`,
  description:
    "One address a line, or an address, a comma and the instant of the consent. Nothing of it is stored or logged.",
  parameters: useParameters,
  requestBody: {
    required: true,
    content: { "text/plain": { schema: { type: "string" }, example: "a@post.example\n" } },
  },
  responses: {
    "200": described("The addresses that must be left out, one a line, as they were sent.", {
      "text/plain": { schema: { type: "string" }, example: "a@post.example\n" },
    }),
    ...refusals,
  },
};

const file = {
  operationId: "listSuppressions",
  summary: "The file of hashes for a tool that compares by itself; scope export.",
  description:
    "A hash is HMAC-SHA-256 of the address, without outer spaces and in lower case, under the export key. The last line says that the file is whole: without it, keep the file before.",
  parameters: useParameters,
  responses: {
    "200": described("One entry a line, then the last line. `Accept` chooses; CSV when nothing is said.", {
      "text/csv": { schema: { type: "string" } },
      "application/x-ndjson": {
        schema: { oneOf: [reference("Entry"), reference("LastLine")] },
        examples: { entry: { value: example.entry }, last: { value: example.lastLine } },
      },
    }),
    ...refusals,
  },
};

const unsubscribe = {
  operationId: "makeUnsubscribeLinks",
  summary: "The headers by which one press in a mail program ends the mail. Up to 1,000 addresses; scope registry.",
  description:
    "One pair for each address (RFC 8058). A press withdraws the consent, or objects to all advertising where the mail rests on none. Nothing of the addresses is stored or logged.",
  requestBody: {
    required: true,
    content: { "application/json": { schema: reference("LinksAsked"), example: example.linksAsked } },
  },
  responses: {
    "200": described("The pairs, in the order of the addresses.", {
      "application/json": { schema: reference("Links"), example: example.links },
    }),
    ...refusals,
  },
};

const itself = {
  operationId: "describe",
  summary: "This description.",
  security: [],
  responses: { "200": described("OpenAPI 3.1.", { "application/json": { schema: { type: "object" } } }) },
};
