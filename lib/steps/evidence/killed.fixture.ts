/** A worker that is killed with -9 when it comes to the request whose number is given, in the midst of its file. */
import { makeExports } from "./collect";

const nth = Number(process.argv[2]);
let asked = 0;

/** Asked once before an order is taken and once before each of its requests. */
function stop(): boolean {
  asked += 1;
  if (asked === nth + 1) process.kill(process.pid, "SIGKILL");
  return false;
}

await makeExports("collections", { stop, report: (line) => console.error(line) });
process.exit(0);
