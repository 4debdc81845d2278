/** A worker that is killed at the n-th passing of one milestone (`KILL_AT=name#n`), or tells every milestone it passes. */
import { advance } from "./advance";
import { watchMilestones } from "./milestone";

const [name, hit] = (process.env.KILL_AT ?? "").split("#");
let passed = 0;

watchMilestones((milestone) => {
  if (process.env.KILL_AT === undefined) process.stdout.write(`${milestone}\n`);
  if (milestone !== name) return;
  passed += 1;
  if (passed === Number(hit)) process.kill(process.pid, "SIGKILL");
});

await advance(process.argv[2] ?? "");
process.exit(0);
