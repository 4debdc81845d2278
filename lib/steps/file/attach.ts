/** Art. 5(2), 12(2): what came on paper or as a file with a request is kept with it, and the chain says so. */
import { randomUUID } from "node:crypto";
import type { Actor, Role } from "../../actor";
import type { Tx } from "../../db";
import { putInDrawer, requestKey } from "../../seal/request-key";
import { note } from "../move";
import type { Checked } from "./check";
import { keepFiles, namedFiles } from "./keep";

/** Payloads that name the files of a request. */
export const attachedKind = "files";

/**
 * Keeps files with one request of those that they came with. Each has its own copy, because each ends on its own day. `kind`: of the
 * payload that names them, where they end before the rest.
 */
export async function attach(
  tx: Tx,
  reference: string,
  { who, as }: { who: Actor; as: Role },
  checked: readonly Checked[],
  kind = attachedKind,
): Promise<void> {
  if (checked.length === 0) return;
  const own = checked.map((file) => ({ ...file, id: randomUUID() }));
  const keys = await requestKey(tx, reference);
  const drawer = await putInDrawer(tx, keys, kind, { files: namedFiles(own) });
  await keepFiles(tx, keys, drawer.id, own);
  const bytes = own.reduce((sum, { content }) => sum + content.length, 0);
  await note(tx, reference, "files-kept", who, { as, data: { files: own.length, bytes }, commit: drawer.commit });
}
