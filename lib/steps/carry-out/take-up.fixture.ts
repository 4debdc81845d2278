/** A worker that looks what an ended hold let go, and is killed where it first passes a milestone (`KILL_AT`). */
import { watchMilestones } from "../milestone";
import { settleHold } from "./ended-holds";

watchMilestones((milestone) => {
  if (milestone === process.env.KILL_AT) process.kill(process.pid, "SIGKILL");
});

await settleHold(process.argv[2] ?? "");
process.exit(0);
