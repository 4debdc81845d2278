/** A calendar as text: RFC 5545 (3.1 lines and folding, 3.3.11 escaping, 3.6.1 events) and RFC 7986 (its name, how often to ask). */

export type CalendarEvent = {
  /** The same for the same thing each time it is fetched. */
  uid: string;
  /** When what it says was last changed, as ISO text. */
  changedAt: string;
  /** The day it lies on, YYYY-MM-DD. */
  on: string;
  summary: string;
  description: string;
  url: string;
};

/** The whole file; events take the whole of their day and block nobody's time. */
export function calendarText(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Rightful//Due dates//EN",
    "CALSCALE:GREGORIAN",
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const eventLines = ({ uid, changedAt, on, summary, description, url }: CalendarEvent): string[] => [
  "BEGIN:VEVENT",
  `UID:${escaped(uid)}`,
  `DTSTAMP:${changedAt.replace(/[-:]|\.\d+/g, "")}`,
  `DTSTART;VALUE=DATE:${on.replaceAll("-", "")}`,
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  `URL:${url}`,
  "TRANSP:TRANSPARENT",
  "END:VEVENT",
];

const escaped = (text: string): string => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** No line is longer than 75 octets; one that goes on begins with a blank. Signs of several octets stay whole. */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const sign of line) {
    if (Buffer.byteLength(part + sign) > 75) {
      parts.push(part);
      part = " ";
    }
    part += sign;
  }
  return [...parts, part].join("\r\n");
}
