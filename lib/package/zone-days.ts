/**
 * Days and instants as a copy writes them, in one time zone and language, for a million records: the calendar is asked once
 * for each day, and what lies within it is reckoned from there. Where reckoning would give another answer (clocks are put
 * forward or back on that day, the zone was some seconds ahead) it is asked each time.
 */
import { addDays, dayIn, daysBetween, instantOf as wallInstant, isDay, type Day } from "../gdpr/day";
import { localeOf, type Language } from "../gdpr/language";

const instant = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/;
/** A time without a zone: what a clock on a wall showed. */
const wall = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
/** Of these every one exists whose day exists, whatever the time in it. */
const usual =
  /^(?:1[1-9]|[2-9]\d)\d\d-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::\d\d)?)$/;
const longest = 35;
const minutesInDay = 1_440;
/** Some twenty-seven years, or a few megabytes; then it begins anew. */
const mostDays = 10_000;

/** The days of a zone around a day that an instant names: the one before, the same, the next. */
type Reckoned = {
  /** Minutes by which clocks in the zone are ahead of those of the instant. */
  ahead: number;
  days: readonly Day[];
  /** The same days with what stands between a day and a time. */
  dates: readonly string[];
};

const times = Array.from({ length: minutesInDay }, (_none, at) =>
  [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, "0")).join(":"),
);

export class ZoneDays {
  private readonly dates: Intl.DateTimeFormat;
  private readonly instants: Intl.DateTimeFormat;
  /** By the day and the offset of an instant; null where nothing can be reckoned. */
  private readonly reckoned = new Map<string, Reckoned | null>();
  private last: { on: string; offset: string; known: Reckoned | null } = { on: "-", offset: "-", known: null };
  private readonly written = new Map<string, string | null>();

  private asItStands: ZoneDays | undefined;

  constructor(
    readonly zone: string,
    private readonly language: Language,
  ) {
    const date = { dateStyle: "medium" } as const;
    this.dates = new Intl.DateTimeFormat(localeOf(language), { ...date, timeZone: "UTC" });
    this.instants = new Intl.DateTimeFormat(localeOf(language), { ...date, timeStyle: "short", timeZone: zone });
  }

  /**
   * A day or an instant written out; null for what is neither. `wallZone`: in which zone a time without one was written; where nobody
   * says so, it stands as it is.
   */
  text(value: string, wallZone: string = this.zone): string | null {
    if (value.length < 10 || value.length > longest || value.charCodeAt(4) !== 45) return null;
    if (value.length === 10) return this.date(value);
    const known = this.reckonedFor(value);
    if (known === null) return instant.test(value) ? this.asked(value) : this.onTheWall(value, wallZone);
    const at = minuteOf(value) + known.ahead;
    const place = placeOf(at);
    return `${known.dates[place]}${times[at - (place - 1) * minutesInDay]}`;
  }

  private onTheWall(value: string, zone: string): string | null {
    const on = value.slice(0, 10);
    if (!wall.test(value) || !isDay(on)) return null;
    // Reckoned as if it were universal time, it comes out as it stands.
    this.asItStands ??= new ZoneDays("UTC", this.language);
    const text = this.asItStands.text(`${value}Z`);
    if (text === null || zone === this.zone) return text;
    return kept(this.written, `${value.slice(0, 16)} ${zone}`, () =>
      this.text(wallInstant(zone, on, value.slice(11, 16))),
    );
  }

  /** The day in the zone on which an instant lies; null where the calendar has to be asked. */
  dayOf(value: string): Day | null {
    const known = this.reckonedFor(value);
    return known?.days[placeOf(minuteOf(value) + known.ahead)] ?? null;
  }

  private date(value: string): string | null {
    return kept(this.written, value, () => (isDay(value) ? this.dates.format(midnightOf(value)) : null));
  }

  private asked(value: string): string | null {
    const at = instantOf(value);
    return at === null ? null : this.instants.format(at);
  }

  private reckonedFor(value: string): Reckoned | null {
    if (value.length > longest || !usual.test(value)) return null;
    const { last } = this;
    // Records follow each other by their days more often than not, and each is asked about more than once.
    if (value.startsWith(last.on) && value.endsWith(last.offset)) return last.known;
    const on = value.slice(0, 10);
    const offset = value.endsWith("Z") ? "Z" : value.slice(value.charAt(value.length - 3) === ":" ? -6 : -3);
    const known = kept(this.reckoned, on + offset, () => (isDay(on) ? this.reckon(on, offset) : null));
    this.last = { on, offset, known };
    return known;
  }

  /** What holds at the first and at the last moment of a day holds in between. */
  private reckon(on: Day, offset: string): Reckoned | null {
    const first = instantOf(`${on}T00:00:00${offset}`);
    if (first === null) return null;
    const [text, there] = [this.instants.format(first), dayIn(this.zone, first)];
    const [, between, hour, minute] =
      /^(.*?)(\d\d):(\d\d)$/.exec(text.replace(this.dates.format(midnightOf(there)), "")) ?? [];
    if (between === undefined) return null;
    const ahead = daysBetween(on, there) * minutesInDay + Number(hour) * 60 + Number(minute);
    const days = [addDays(on, -1), on, addDays(on, 1)];
    const found = { ahead, days, dates: days.map((one) => `${this.dates.format(midnightOf(one))}${between}`) };
    const last = new Date(first.getTime() + minutesInDay * 60_000 - 1);
    const holds = [[first, ahead] as const, [last, ahead + minutesInDay - 1] as const].every(([at, minutes]) => {
      const place = placeOf(minutes);
      const time = times[minutes - (place - 1) * minutesInDay];
      return days[place] === dayIn(this.zone, at) && `${found.dates[place]}${time}` === this.instants.format(at);
    });
    return holds ? found : null;
  }
}

const midnightOf = (on: Day): Date => new Date(`${on}T00:00:00Z`);

/** The minute of its day, as an instant spells it. */
const minuteOf = (value: string): number => digits(value, 11) * 60 + digits(value, 14);
const digits = (value: string, at: number): number => value.charCodeAt(at) * 10 + value.charCodeAt(at + 1) - 528;

/** Where the day of a minute stands among the day before, the same, and the next. */
const placeOf = (at: number): 0 | 1 | 2 => (at < 0 ? 0 : at < minutesInDay ? 1 : 2);

/** What the map has of a name, else what is made for it, kept for the next time. */
function kept<Value>(known: Map<string, Value>, name: string, make: () => Value): Value {
  const found = known.get(name);
  if (found !== undefined) return found;
  const made = make();
  if (known.size >= mostDays) known.clear();
  known.set(name, made);
  return made;
}

/** An instant as a database or an interface spells it; null for one that does not exist. */
export function instantOf(value: string): Date | null {
  const offset = /[+-]\d\d$/.test(value) ? ":00" : "";
  const at = new Date(`${value.slice(0, 10)}T${value.slice(11)}${offset}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
