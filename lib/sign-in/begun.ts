/**
 * Which calls of Server Actions reached our code. Next answers 500 to a call it cannot even read; that is the caller's
 * fault and not ours, and our own server says so (400) when it knows that no action had begun.
 */
export const callHeader = "x-rightful-call";

// One process holds our server and Next's copy of this module: the global object is what they share.
const kept = globalThis as { rightfulCalls?: Set<string> };
const calls = (): Set<string> => (kept.rightfulCalls ??= new Set());

/** An action of ours begins to work on this call. */
export function begin(call: string | null): void {
  if (call !== null && calls().has(`open ${call}`)) calls().add(call);
}

/** Our server opens a call and asks at its end whether an action had begun; then nothing of it is kept. */
export function openCall(call: string): { hasBegun(): boolean; close(): void } {
  calls().add(`open ${call}`);
  return {
    hasBegun: () => calls().has(call),
    close: () => {
      calls().delete(call);
      calls().delete(`open ${call}`);
    },
  };
}
