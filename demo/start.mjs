/**
 * `npm run demo`: nothing but Node and this clone is needed. This file runs before anything is installed, so it imports
 * Node's own modules only; the rest is `demo/start/main.ts`.
 */
import { spawn } from "node:child_process";
import { statfsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { checkNode, install, root, stop } from "./start/requirements.mjs";

const spaceNeeded = 1e9;

checkNode();
const port = readPort(process.argv.slice(2));
await checkPorts(port);
checkDisk();
install();
run();

function readPort(args) {
  const known = ["--reset", "--dev", "--port", "--data"];
  const stranger = args.find((arg, i) => !known.includes(arg) && args[i - 1] !== "--port" && args[i - 1] !== "--data");
  if (stranger) stop(`${stranger} is not known. Known are: --port N, --reset, --dev.`);
  if (!args.includes("--port")) return 3000;
  const text = args[args.indexOf("--port") + 1];
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 65532) return number;
  return stop(`--port needs a number from 1 to 65532; ${text ?? "nothing"} is none.`);
}

async function checkPorts(first) {
  const uses = ["the portal", "the inbox", "the sign-in server"];
  for (const [i, use] of uses.entries()) {
    for (const host of ["127.0.0.1", "::1"]) {
      const problem = await tryPort(first + i, host);
      if (problem === "EADDRINUSE") {
        stop(`Port ${first + i}, for ${use}, is taken. Stop the program that uses it, or choose others with --port N.`);
      }
      if (problem === "EACCES")
        stop(`Port ${first + i}, for ${use}, is reserved for root. Choose another with --port N.`);
    }
  }
}

// Other errors (no IPv6 on this machine) are no reason not to start.
function tryPort(number, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen({ port: number, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize >= spaceNeeded) return;
  stop(`The disk is full: ${root} has ${Math.floor((bavail * bsize) / 1e6)} MB left, the demo needs 1000 MB.`);
}

function run() {
  const main = join(root, "demo/start/main.ts");
  const args = ["--import", "tsx", main, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  // Ctrl-C reaches the child by itself, as part of the terminal's group; a second signal does no harm.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("exit", (code) => process.exit(code ?? 1));
  if (!process.env.npm_lifecycle_event) return;
  // npm passes SIGTERM to the shell between us, and not every shell passes it on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
}
