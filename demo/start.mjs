/**
 * `npm run demo`: nothing but Node and this clone is needed. This file runs before anything is installed, so it imports
 * Node's own modules only; the rest is `demo/start/main.ts`.
 */
// A whole module, because an old Node would stop at a missing name before it could be told that it is too old.
import * as fs from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { runHeld } from "./start/held.mjs";
import { checkNode, install, isInstalled, root, stop } from "./start/requirements.mjs";

checkNode();
const args = process.argv.slice(2);
await checkPorts(readPort());
checkDisks();
await install();
const main = join(root, "demo/start/main.ts");
const { code } = await runHeld(process.execPath, ["--import", "tsx", main, ...args], { stdio: "inherit" });
process.exit(code);

function readPort() {
  const known = ["--reset", "--dev", "--port", "--data"];
  const stranger = args.find((arg, i) => !known.includes(arg) && args[i - 1] !== "--port" && args[i - 1] !== "--data");
  if (args.at(-1) === "--data") stop("--data needs a folder.");
  if (stranger) stop(`${stranger} is not known. Known are: --port N, --reset, --dev.`);
  if (!args.includes("--port")) return 3000;
  const text = args[args.indexOf("--port") + 1];
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 65532) return number;
  return stop(`--port needs a number from 1 to 65532; ${text ?? "nothing"} is none.`);
}

async function checkPorts(first) {
  const uses = ["the portal", "the inbox", "the sign-in server", "the vendors"];
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

function checkDisks() {
  const data = resolve(args.includes("--data") ? args[args.indexOf("--data") + 1] : join(root, ".data"));
  checkDisk(root, isInstalled() ? 200 : 1000);
  checkDisk(data, fs.existsSync(join(data, "secrets.json")) ? 50 : 300);
}

function checkDisk(folder, megabytes) {
  let place = folder;
  while (!fs.existsSync(place)) place = dirname(place);
  const { bavail, bsize, blocks } = fs.statfsSync(place);
  const left = Math.floor((bavail * bsize) / 1e6);
  // Some file systems count nothing.
  if (blocks > 0 && left < megabytes)
    stop(`The disk is full: ${folder} has ${left} MB left, the demo needs ${megabytes} MB there.`);
}
