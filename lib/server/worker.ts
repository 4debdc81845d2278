/** The worker process: jobs when they call, and a look at everything every few seconds in case a call was lost. */
import { hostname } from "node:os";
import { closeSources, policy } from "../company";
import { closeDb } from "../db";
import { env } from "../env";
import { boss, closeBoss } from "../jobs/wake";
import { sendMail } from "../steps/answer/mailed";
import { advance } from "../steps/advance";
import { carryOut } from "../steps/carry-out/duty";
import { lookAtNeeds } from "../steps/carry-out/still-needed";
import { makeExports, type Making } from "../steps/evidence/collect";
import { readMailbox } from "../steps/inbound/read-mailbox";
import { workOnSurge } from "../steps/surge/work";
import { sweepDue } from "../steps/sweep/sweep";
import { keepLog } from "../steps/log/keep";
import { logSigners } from "../steps/log/keys";
import { checkToday } from "../steps/log/nightly";
import { beat, tick } from "../steps/tick";
import { sendNext } from "../steps/transfer/send";
import { refuseUnsafeStart } from "./safe-start";

const tickEvery = 5_000;
const readEvery = 30_000;

/** What goes wrong is told without values: a stack of our own code, no statement and no data. */
function report(what: string, error: unknown): void {
  const name = error instanceof Error ? `${error.name}: ${error.message.split("\n")[0] ?? ""}` : "unknown";
  console.error(`worker: ${what} failed and will be tried again (${name})`);
}

async function work(making: Making): Promise<void> {
  const queue = await boss();
  const each = (name: string, act: (id: string) => Promise<unknown>) =>
    queue.work<{ id: string }>(name, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async ([job]) => {
      if (job) await act(job.data.id).catch((error: unknown) => report(name, error));
    });
  await each("advance", advance);
  await each("mail", () => sendMail({ limit: 50 }));
  await each("duty", carryOut);
  // Somebody looks at a page and waits for it; collections are found by the look below.
  await each("evidence", () => makeExports("bundle", making));
  await each("surge", () => workOnSurge(making));
}

async function main(): Promise<void> {
  env();
  policy();
  logSigners();
  await refuseUnsafeStart();
  const name = `${hostname()}/${process.pid}`;
  let stopping = false;
  const stop = () => {
    stopping = true;
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const making = { stop: () => stopping, report: (line: string) => console.error(`worker: ${line}`) };
  await work(making);
  console.log("worker ready");
  const again = async (look: () => Promise<unknown>, every = tickEvery) => {
    while (!stopping) {
      await look();
      for (let waited = 0; waited < every && !stopping; waited += 200) await new Promise((go) => setTimeout(go, 200));
    }
  };
  const ticking = again(async () => {
    await beat(name);
    await tick(report);
  });
  // Beside the ticks: millions of records must not keep a request waiting.
  const sweeping = again(() => sweepDue(report, () => stopping));
  // Each look asks all sources about a person.
  const needing = again(() =>
    lookAtNeeds(report, () => stopping).catch((error: unknown) => report("the looks at what was kept", error)),
  );
  // Nor may anything keep an event from being sealed.
  const sealing = again(() => keepLog(() => stopping).catch((error: unknown) => report("the log", error)));
  const checking = again(() => checkToday().catch((error: unknown) => report("the daily look at everything", error)));
  // A mail server may take its time.
  const reading = again(
    () => readMailbox(() => stopping).catch((error: unknown) => report("the mailbox for requests", error)),
    readEvery,
  );
  const collecting = (["bundle", "collections"] as const).map((which) =>
    again(() => makeExports(which, making).catch((error: unknown) => report("evidence", error))),
  );
  // Ten thousand letters must not keep a request waiting either.
  const surging = again(() =>
    workOnSurge(making).catch((error: unknown) => report("what was ordered for many", error)),
  );
  // A receiver may be slow, and another one slower: neither keeps a request waiting, and two do not keep the others.
  const sending = Array.from({ length: 4 }, () =>
    again(() =>
      sendNext(() => stopping).catch((error: unknown) => report("data on their way to another company", error)),
    ),
  );
  await Promise.all([ticking, sweeping, sealing, checking, reading, needing, surging, ...collecting, ...sending]);
  await closeBoss();
  await closeSources();
  await closeDb();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
