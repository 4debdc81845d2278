/** Art. 12(3): the clock of a request as it was taken in and with what paused it, by the policy's zone and holidays. */
import { policy } from "../company";
import { deadline, type Deadline } from "../gdpr/deadline";
import type { Loaded } from "./load";

export function clockOf({ receivedAt, pauses }: Pick<Loaded, "receivedAt" | "pauses">): Deadline {
  const { zone, holidays } = policy();
  return deadline({ receivedAt: receivedAt.toISOString(), land: holidays, zone, pauses });
}
