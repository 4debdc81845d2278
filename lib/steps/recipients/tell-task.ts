/** Art. 19: a recipient whom no program tells is a person's task. */
import type { Tx } from "../../db";

export type ToTell = { recipient: string; change: string; veiled: boolean; dueOn: Date };

/** Opens the task, once. The veiled have a name of their own, which no page of the person looks for. */
export async function openTellTask(
  tx: Tx,
  request: string,
  { recipient, change, veiled, dueOn }: ToTell,
): Promise<void> {
  const kind = change === "lifted" ? "tell-lifted" : "tell-recipient";
  await tx.task.createMany({
    data: [{ request, dueOn, recipient, kind: veiled ? `${kind}-reviewed` : kind }],
    skipDuplicates: true,
  });
}
