/**
 * PostgreSQL refuses to run as root. As root its programs run under another account: inside a user namespace where root
 * itself is seen as that account (nothing has to be copied or handed over), or by setting the user id.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";

type Ids = { uid: number; gid: number };

export type Account = {
  kind: "own" | "namespace" | "other";
  /** Who must own the data folder, as seen from outside; null where nobody has to be changed. */
  owner: Ids | null;
  /** Runs a program to its end; its output goes nowhere, because a server it starts would keep a pipe open. */
  run(command: string, args: string[], cwd: string): Promise<number>;
};

/** The accounts PostgreSQL could run under here, best first. */
export function accounts(): Account[] {
  const own = ownIds();
  if (own && own.uid !== 0 && hasName()) return [account("own", null)];
  if (!own) return [account("own", null)];
  const other = otherIds();
  const namespace = account("namespace", own, other);
  return own.uid === 0 ? [namespace, account("other", other, other)] : [namespace];
}

function account(kind: Account["kind"], owner: Ids | null, seenAs?: Ids): Account {
  return {
    kind,
    owner,
    run(command, args, cwd) {
      const line = kind === "namespace" && seenAs ? inNamespace(seenAs, command, args) : { command, args };
      const ids = kind === "other" && seenAs ? seenAs : {};
      return new Promise((resolve) => {
        const { PATH, SystemRoot, NODE_ENV } = process.env;
        const env = { PATH, SystemRoot, NODE_ENV, LC_ALL: "C", TZ: "UTC" };
        const child = spawn(line.command, line.args, { cwd, env, stdio: "ignore", windowsHide: true, ...ids });
        child.once("error", () => resolve(-1));
        child.once("exit", (code) => resolve(code ?? -1));
      });
    },
  };
}

function inNamespace(ids: Ids, command: string, args: string[]) {
  const options = ["--user", `--map-user=${ids.uid}`, `--map-group=${ids.gid}`, "--", command, ...args];
  return { command: "unshare", args: options };
}

function ownIds(): Ids | null {
  return process.getuid && process.getgid ? { uid: process.getuid(), gid: process.getgid() } : null;
}

// initdb looks its own account up by number and stops when it has no name (a container started with --user 1234).
function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

function otherIds(): Ids {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("PostgreSQL refuses to run as root, and this machine has neither a postgres nor a nobody account.");
}
