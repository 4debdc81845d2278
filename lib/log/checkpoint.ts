/** Checkpoints (C2SP tlog-checkpoint): which log, how many entries, and the root that stands for all of them, in three lines. */
export type Checkpoint = { origin: string; size: number; root: Buffer };

/** The text of a checkpoint, as it is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString("base64")}\n`;

/** Reads it; null where it is none. Lines that a later version may add below are allowed and not looked at. */
export function checkpointOf(text: string): Checkpoint | null {
  const [origin, size, root, ...more] = text.split("\n");
  if (!origin || !/^(0|[1-9][0-9]{0,15})$/.test(size ?? "") || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? "")) return null;
  if (more.pop() !== "" || more.includes("")) return null;
  const found = { origin, size: Number(size), root: Buffer.from(root ?? "", "base64") };
  const isExact = Number.isSafeInteger(found.size) && found.root.toString("base64") === root;
  return isExact ? found : null;
}
