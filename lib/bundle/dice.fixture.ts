/** Lots drawn from a number, so that the same number gives the same bundle or the same change again. */
export type Dice = {
  /** A whole number from 0 up to, but not including, `sides`. */
  below: (sides: number) => number;
  /** Whether something happens that happens once in `times`. */
  once: (times: number) => boolean;
  one: <Value>(values: readonly Value[]) => Value;
  hex: (digits: number) => string;
};

/** mulberry32: small, and the same on every machine. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (sides: number) => Math.floor(next() * sides);
  return {
    below,
    once: (times) => below(times) === 0,
    one: <Value>(values: readonly Value[]) => {
      if (values.length === 0) throw new RangeError("nothing to choose from");
      return values[below(values.length)] as Value;
    },
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(""),
  };
}
