/**
 * Art. 17: a profile goes in stages: deleted, removed for good, confirmed by each of Zendesk's applications (API
 * reference: users, deleted users). Zendesk itself shows the stage; what is remembered is only that we gave the order.
 */
import type { Effect, Item } from "../source";
import { anything } from "./answers";
import { stageOf, type Stage } from "./compliance";
import type { Desk } from "./desk";
import { underWay } from "./order";

/** Zendesk removes users within thirty days; usually it takes hours. */
const days = 30;

/** Deletes one profile as far as it goes today; `name` is where our order is remembered. */
export async function deleteUser(desk: Desk, { key }: Item, name: string): Promise<Effect> {
  const stage = await stageOf(desk, key);
  switch (stage.at) {
    case "unknown":
      return { ...none, gone: 1 };
    case "there":
      return (await toBin(desk, key)) ? purge(desk, key, name) : { ...none, held: 1 };
    case "bin":
      return purge(desk, key, name);
    case "purging":
    case "purged":
      return confirmed(desk, stage, name);
    default:
      return stage satisfies never;
  }
}

const none = { done: 0, gone: 0, held: 0 };

/** False where Zendesk refuses: somebody still waits for an answer to a ticket that is not closed. */
async function toBin({ api }: Desk, id: string): Promise<boolean> {
  const answer = await api.call({ method: "DELETE", path: `/api/v2/users/${id}`, also: [404, 422] }, anything);
  return answer.ok || answer.status === 404;
}

async function purge(desk: Desk, id: string, name: string): Promise<Effect> {
  await desk.api.room("removals", [{ calls: 700, seconds: 600 }]);
  await desk.tools.memory.put(name, true);
  const path = `/api/v2/deleted_users/${id}`;
  await desk.api.call({ method: "DELETE", path, also: [404] }, anything);
  const stage = await stageOf(desk, id);
  // The statement of the order may come a moment after it.
  if (stage.at === "bin") return { ...none, underWay: await underWay(desk, 1, await desk.tools.now(), days) };
  return confirmed(desk, stage, name);
}

async function confirmed(desk: Desk, stage: Stage, name: string): Promise<Effect> {
  if (stage.at === "purging") return { ...none, underWay: await underWay(desk, 1, stage.since, days) };
  const ours = (await desk.tools.memory.get(name)) === true;
  await desk.tools.memory.forget(name);
  return ours ? { ...none, done: 1 } : { ...none, gone: 1 };
}

/** How many of the profiles are there, in the bin, or not yet confirmed as removed. */
export async function usersLeft(desk: Desk, ids: readonly string[]): Promise<number> {
  let left = 0;
  for (const id of ids) if (!["unknown", "purged"].includes((await stageOf(desk, id)).at)) left += 1;
  return left;
}
