/** A worker that looks whether what an erasure kept is still needed, and is killed where it first passes a milestone (`KILL_AT`). */
import { watchMilestones } from "../milestone";
import { lookAtNeeds } from "./still-needed";

watchMilestones((milestone) => {
  if (milestone === process.env.KILL_AT) process.kill(process.pid, "SIGKILL");
});

await lookAtNeeds((_, error) => {
  throw error;
});
process.exit(0);
