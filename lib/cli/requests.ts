import { db } from "../db";
import { states } from "../gdpr/request";
import { rights, type Right } from "../gdpr/right";
import { oneOf, readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "requests [--state <state>] [--right <right>] [--json]";

/** The requests, soonest due first: references, states and dates, nothing about persons. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    usage,
    options: { state: { type: "string" }, right: { type: "string" } },
    positionals: [0, 0],
  });
  const state = values.state === undefined ? undefined : oneOf(states, values.state, "--state");
  const right = values.right === undefined ? undefined : oneOf(Object.keys(rights) as Right[], values.right, "--right");
  return onData(async () => {
    const rows = await db().request.findMany({
      where: { ...(state && { state }), ...(right && { right }) },
      select: { id: true, right: true, state: true, receivedOn: true, dueOn: true, extendedOn: true },
    });
    const requests = rows
      .map(({ id, right, state, receivedOn, dueOn, extendedOn }) => ({
        reference: id,
        right,
        state,
        receivedOn: dateOf(receivedOn),
        dueOn: dateOf(extendedOn ?? dueOn),
      }))
      .toSorted((a, b) => (`${a.dueOn} ${a.reference}` < `${b.dueOn} ${b.reference}` ? -1 : 1));
    const lines = requests.map(
      ({ reference, right, state, dueOn }) => `${reference}  due ${dueOn}  ${right.padEnd(13)} ${state}`,
    );
    print(values.json, { requests }, lines.length > 0 ? lines : ["No requests."]);
    return 0;
  });
}

/** The driver gives a date column as midnight in UTC. */
const dateOf = (date: Date) => date.toISOString().slice(0, 10);
