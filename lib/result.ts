/** What a person can cause is a value: `reason` is a short word, a union per function; pages own the sentences. */
export type Result<Reason extends string, Value = void> = { ok: true; value: Value } | { ok: false; reason: Reason };

export const done: { ok: true; value: void } = { ok: true, value: undefined };
export const yes = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });
export const no = <Reason extends string>(reason: Reason): { ok: false; reason: Reason } => ({ ok: false, reason });
