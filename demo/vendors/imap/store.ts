/** What the stand-in's mailbox holds: folders with messages, in memory or kept in a file. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mail } from "./mime";

export type Kept = { uid: number; flags: Set<string>; mail: Mail };
export type Folder = { validity: number; next: number; messages: Kept[] };

/** A message for a folder: INBOX, if nothing is said. */
export type Delivered = Mail & { folder?: string; flags?: string[] };

export type Store = {
  folders: Map<string, Folder>;
  deliver(message: Delivered): number;
  /** Writes the state down, where it is kept in a file. */
  save(): void;
};

/** Opens the state of the file in `folder`, or begins with these folders and messages. */
export function openStore(messages: readonly Delivered[], names: readonly string[], folder?: string): Store {
  const file = folder === undefined ? null : join(folder, "mailbox.json");
  const known = file && read(file);
  const store: Store = {
    folders: known || new Map(["INBOX", ...names].map((name, at): [string, Folder] => [name, empty(at + 1)])),
    deliver({ folder: into = "INBOX", flags = [], ...mail }) {
      const box = store.folders.get(into) ?? empty(store.folders.size + 1);
      store.folders.set(into, box);
      const uid = box.next;
      box.next += 1;
      box.messages.push({ uid, flags: new Set(flags), mail });
      return uid;
    },
    save() {
      if (!file || folder === undefined) return;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const folders = [...store.folders].map(([name, box]) => [
        name,
        { ...box, messages: box.messages.map(({ flags, ...kept }) => ({ ...kept, flags: [...flags] })) },
      ]);
      writeFileSync(`${file}.new`, JSON.stringify(folders), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
  if (!known) for (const message of messages) store.deliver(message);
  store.save();
  return store;
}

const empty = (validity: number): Folder => ({ validity, next: 1, messages: [] });

type Written = [
  name: string,
  box: Omit<Folder, "messages"> & { messages: (Omit<Kept, "flags"> & { flags: string[] })[] },
][];

function read(file: string): Map<string, Folder> | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const buffers = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && "type" in value && value.type === "Buffer" && "data" in value
      ? Buffer.from(value.data as number[])
      : value;
  const folders = JSON.parse(text, buffers) as Written;
  return new Map(
    folders.map(([name, box]) => [
      name,
      { ...box, messages: box.messages.map((kept) => ({ ...kept, flags: new Set(kept.flags) })) },
    ]),
  );
}
