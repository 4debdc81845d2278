import { text } from "node:stream/consumers";
import { policy } from "../company";
import { finishPlan } from "../gdpr/plan";
import { deciders } from "../gdpr/rights";
import type { Right } from "../gdpr/right";
import type { Person } from "../sources/source";
import { previewFor } from "../steps/ask/preview";
import { BadUsage, oneOf, readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "plan --right <right> --subject <account id, or - to read an address from stdin> [--json]";

/** The plan as it would be made now, in counts: nothing is written, and no list is read. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    usage,
    options: { right: { type: "string" }, subject: { type: "string" } },
    positionals: [0, 0],
  });
  if (values.right === undefined || !values.subject) throw new BadUsage(`Something is missing. Usage: ${usage}`);
  const planned = (Object.keys(deciders) as Right[]).filter((right) => deciders[right]);
  const right = oneOf(planned, values.right, "--right");
  const person = await personOf(values.subject);
  return onData(async () => {
    const { drafts, unreachable, inPart } = await previewFor(person, right, null, null);
    const plan = finishPlan(
      { request: "", right, policy: policy().edition },
      drafts.map((draft) => ({ ...draft, list: null })),
    );
    for (const source of unreachable)
      process.stderr.write(`The source ${source} did not answer: its records are not in this plan.\n`);
    for (const { source, categories } of inPart)
      process.stderr.write(`The source ${source} did not tell everything about ${categories.join(", ")}.\n`);
    const lines = plan.decisions.map(
      ({ source, category, action, count, until, norm }) =>
        `${action.padEnd(9)}${String(count ?? "?").padStart(8)}  ${source}/${category}${until ? ` until ${until}` : ""}${norm ? ` (${norm})` : ""}`,
    );
    print(values.json, { ...plan, request: null }, lines.length > 0 ? lines : ["Nothing is held."]);
    return unreachable.length + inPart.length > 0 ? 1 : 0;
  });
}

/** An address on the command line would stay in the shell's history: it comes from stdin. */
async function personOf(subject: string): Promise<Person> {
  const nobody = { account: null, addresses: [], names: [], postcodes: [] };
  if (subject !== "-") return { ...nobody, account: subject };
  const email = (await text(process.stdin)).trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new BadUsage("Standard input is one e-mail address.");
  return { ...nobody, addresses: [{ email, proved: true, held: null }] };
}
