/** A worker that is killed where it first passes a milestone (`KILL_AT`). */
import { advance } from "./advance";
import { watchMilestones } from "./milestone";

watchMilestones((milestone) => {
  if (milestone === process.env.KILL_AT) process.kill(process.pid, "SIGKILL");
});

await advance(process.argv[2] ?? "");
process.exit(0);
