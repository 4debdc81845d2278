/** Where the bars of a report lie: whole numbers in, shares of the width and height out. */

/** Round whole numbers from 0 to the first one that is not below `most`, evenly spaced, at most `steps` of them after 0. */
export function ticksTo(most: number, steps = 4): number[] {
  const least = Math.max(1, most) / steps;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least) ?? 10 * power;
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

/** The part of the width that the numbers of the axis take, at the left. */
export const axis = 0.08;
/** Of the room of one group of columns, the part that stays empty between it and its neighbours. */
const gap = 0.3;

export type Column = { x: number; width: number; height: number };

/** The columns of one group: side by side, with a gap to the neighbours; height as a share of the highest tick. */
export function columnsOf(values: readonly number[], place: { index: number; of: number; top: number }): Column[] {
  const room = (1 - axis) / place.of;
  const width = (room * (1 - gap)) / values.length;
  const left = axis + room * (place.index + gap / 2);
  return values.map((value, i) => ({ x: left + i * width, width, height: value / place.top }));
}

/** The middle of a group, where its name stands. */
export const middleOf = (index: number, of: number): number => axis + ((1 - axis) / of) * (index + 0.5);

/** Of so many groups every how-manieth is named, so that no more than `room` names stand side by side. */
export const everyOf = (groups: number, room: number): number => Math.max(1, Math.ceil(groups / room));

/** Parts of one bar, one after the other: where each begins and how long it is, as shares of `most`. */
export function partsOf(values: readonly number[], most: number): { x: number; width: number }[] {
  let reached = 0;
  return values.map((value) => {
    const part = { x: reached / Math.max(1, most), width: value / Math.max(1, most) };
    reached += value;
    return part;
  });
}

export const share = (part: number): string => `${(part * 100).toFixed(2)}%`;
