/** What the check says of log files and mailboxes in a policy. */
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { broken, modelPolicy, problemsOf } from "./broken.fixture";
import { categoriesOf } from "./categories-of";
import { loadPolicy, readPolicy } from "./load";
import { logFindings } from "./logs";
import { mailboxFindings } from "./mailboxes";
import type { Finding } from "./problem";
import { policySchema } from "./schema";
import { shapeFindings } from "./shape";

const label = "label: { en: x, de: x }";

/** The model policy with one more source. */
const withSource = (source: string): string =>
  broken({ under: "sources", from: "sources:", to: `sources:\n  beyond: { ${source} }` });

const policy = loadPolicy(modelPolicy);

/** What the check says of one source, without reading the rest of the policy each time. */
function problems(source: string): string[] {
  const value: unknown = { beyond: parse(`{ ${source} }`) };
  const parsed = policySchema.shape.sources.safeParse(value, { reportInput: true });
  return found(parsed).map(({ at, message }) => `${at.join(".")}: ${message}`);
}

function found({ data, error }: ReturnType<typeof policySchema.shape.sources.safeParse>): Finding[] {
  if (error) return shapeFindings(error.issues);
  const { beyond } = data ?? {};
  if (beyond?.kind === "files") return logFindings(policy, "beyond", beyond);
  if (beyond?.kind === "mailbox") return mailboxFindings(policy, "beyond", beyond);
  throw new Error("a source of another kind");
}

const log = (change: Record<string, string> = {}): string => {
  const keys = {
    files: '"access.log*"',
    live: "access.log",
    format: "combined",
    category: "server-log",
    afterwards: "{ category: server-log-truncated }",
    at: "at",
    account: "user",
    addresses: "[address]",
    urls: "[path, referrer]",
    drop: "[browser]",
    ...change,
  };
  const written = Object.entries(keys).flatMap(([key, value]) => (value ? [`${key}: ${value}`] : []));
  return `kind: files, ${label}, folder: WEB_LOG, logs: { access: { ${written.join(", ")} } }`;
};

const server = "server: { host: H, port: P, user: U, password: W }";
const mailbox = (rest: string): string => `kind: mailbox, ${label}, ${server}, own: [klangwerk.example], ${rest}`;

test("what is right has no problems", () => {
  expect(problems(log())).toEqual([]);
  expect(problems(log({ format: "ndjson", at: "ts", account: "request.user", drop: "[request.headers]" }))).toEqual([]);
  expect(problems(mailbox('folders: { "Inbox/A b": { category: contact-email, sole: true } }'))).toEqual([]);
});

test("a policy is read with such a source, and holds its categories", () => {
  const { policy, problems } = readPolicy(withSource(mailbox("folders: { INBOX: { category: support-ticket } }")));
  expect(problems).toEqual([]);
  const beyond = policy?.sources.beyond;
  expect(beyond).toMatchObject({ private: false, keywords: {}, folders: { INBOX: { sole: false } } });
  expect(beyond && categoriesOf(beyond)).toEqual(["support-ticket"]);
}, 60_000);

test("what such a source says wrongly stands on its line", () => {
  const [problem] = problemsOf(withSource(log({ rule: "nothing" })));
  expect(problem).toMatchObject({ path: "sources.beyond.logs.access.rule" });
  expect(problem?.line).toMatch(/^beyond: /);
}, 60_000);

describe("log files", () => {
  test.each([
    [{ category: "nothing" }, /access\.category: There is no category “nothing”/],
    [{ rule: "nothing" }, /access\.rule: .* no such rule/],
    [{ afterwards: "" }, /access: Shortened lines are kept on/],
    [{ afterwards: "{ category: server-log }" }, /afterwards\.category: Shortened lines need a category of their own/],
    [{ afterwards: "{ category: nothing }" }, /afterwards\.category: There is no category/],
    [{ category: "support-ticket" }, /access\.category: Nobody takes a log along/],
    [{ account: "account" }, /access\.account: .* cannot name “account”: write user/],
    [{ addresses: "[ip]" }, /access\.addresses: .* write address/],
    [{ drop: "[path]" }, /access\.drop: .* write referrer or browser/],
    [{ files: '"../secret"' }, /access\.files: .*below the folder/],
    [{ files: "/var/log/x" }, /access\.files: .*below the folder/],
    [{ addresses: "[]" }, /access\.addresses: .*too short/],
    [{ adresses: "[address]" }, /Nobody knows/],
  ])("%j", (change, message) => {
    expect(problems(log(change as Record<string, string>)).filter((problem) => message.test(problem))).toHaveLength(1);
  });
});

describe("mailboxes", () => {
  test.each([
    ["folders: { INBOX: { category: nothing } }", /folders\.INBOX\.category: There is no category/],
    ["folders: { INBOX: { category: contact-email, rule: nothing } }", /folders\.INBOX\.rule: .* no such rule/],
    ["folders: { INBOX: { category: server-log } }", /folders\.INBOX\.category: A message is erased whole/],
    ["folders: { INBOX: { category: invoice } }", /folders\.INBOX\.category: .* locks: name the keyword/],
    ['folders: { INBOX: { category: contact-email } }, keywords: { pause: "\\\\Seen" }', /keywords\.pause/],
    ["folders: { INBOX: { category: contact-email } }, secret: x", /Nobody knows/],
  ])("%s", (rest, message) => {
    expect(problems(mailbox(rest)).filter((problem) => message.test(problem))).toHaveLength(1);
  });
});
