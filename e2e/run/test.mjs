/** `npm test`: everything, on nothing but Node and this clone. `--all` has each journey told by every reader (with `--pictures` into docs/pictures as well), `--check` stops after lint, types and unit tests. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { checkNode, install, root } from "../../demo/start/requirements.mjs";

checkNode();
install();
const args = ["--import", "tsx", join(root, "e2e/run/main.ts"), ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.once("exit", (code) => process.exit(code ?? 1));
