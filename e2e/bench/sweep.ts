/** Art. 5(1)(e): one retention rule carried out over a large table, against the same change as one statement of plain SQL. */
import { randomUUID } from "node:crypto";
import { db } from "../../lib/db";
import { day } from "../../lib/gdpr/day";
import { releaseHold, placeHold } from "../../lib/steps/decide/hold";
import { signedIn } from "../../lib/steps/portal.fixture";
import { runSweep } from "../../lib/steps/sweep/run-sweep";
import { openWindows } from "../../lib/steps/sweep/window";
import { timed, type Measure, type Took } from "./measure";
import { account, asked, closed, type Stage } from "./stage";
import { fill, makeDue } from "./web-log";

/** `rows` lines of a website log, every tenth of them due. */
export function sweeping(stage: Stage, rows: number): Measure {
  let made = false;
  return {
    name: "sweep",
    goal: "ratio <= 1.3",
    runs: 2,
    async before() {
      if (!made) await fill(stage, rows);
      made = true;
      await makeDue(stage);
    },
    portal: () => swept(stage),
    limit: () => shortened(stage),
    note: () =>
      `${rows} lines of a website log, ${Math.ceil(rows / 10)} older than 7 x 24 h, one in a thousand of those under a hold: closed lists in ` +
      `batches, intent, stops, commitment; limit: one UPDATE that sets the same columns and leaves the same lines`,
  };
}

async function swept(stage: Stage): Promise<Took> {
  const held = await asked("access");
  const [rui, nora] = [await reviewer("rui"), await reviewer("nora")];
  const reason = "a matter before the court";
  const about = { reference: held.request, kind: "legal" as const, category: "server-log", reason };
  const placed = await placeHold(rui, { ...about, reviewOn: day("2099-01-01") });
  if (!placed.ok) throw new Error(placed.reason);
  const window = `bench ${randomUUID()}`;
  await openWindows({ dry: false, window });
  const { id } = await db().sweep.findFirstOrThrow({ where: { window, category: "server-log" } });
  const took = await timed(stage, () => runSweep(id));
  await released(stage, { done: (await db().sweep.findUniqueOrThrow({ where: { id } })).done });
  await releaseHold(nora, placed.value.hold);
  await db().sweep.deleteMany({ where: { window } });
  await closed(stage, held);
  return took;
}

const reviewer = (name: string) => signedIn(`${name}-${randomUUID()}`, { roles: ["reviewer"] });

/** Every line that is due is shortened, those under the hold are as they were. */
async function released({ shop }: Stage, { done }: { done: bigint }): Promise<void> {
  const { rows } = await shop.query<{ held: boolean; full: string; n: string }>(
    `SELECT d.account_id IS NOT DISTINCT FROM $1 AS held, count(*) FILTER (WHERE w.state = 'full' AND w.ip = d.ip) AS full, count(*) AS n
     FROM bench.web_log_due d JOIN web_log w USING (id) GROUP BY 1`,
    [account],
  );
  const [gone, kept] = [rows.find(({ held }) => !held), rows.find(({ held }) => held)];
  if (!gone || gone.full !== "0" || BigInt(gone.n) !== done) throw new Error("lines that are due are left");
  if (kept?.full !== kept?.n) throw new Error("lines under a hold are gone");
}

/** What the mapping of the policy says for these lines, by hand. */
const shortened = (stage: Stage): Promise<Took> =>
  timed(stage, () =>
    stage.shop.query(
      `UPDATE web_log SET state = 'short', account_id = NULL, referrer_query = NULL, browser = NULL,
              ip = CASE WHEN family(ip) = 4 THEN set_masklen(network(set_masklen(ip, 24))::inet, masklen(ip))
                   ELSE set_masklen(network(set_masklen(ip, 48))::inet, masklen(ip)) END
       WHERE state = 'full' AND at < now() - interval '7 days' AND account_id IS DISTINCT FROM $1`,
      [account],
    ),
  );
