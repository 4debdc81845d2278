import { describe, expect, test } from "vitest";
import { calendarText, folded } from "./ics";

const event = {
  uid: "R-0K3V9T2M7QX4B8NC@privacy.klangwerk.example",
  changedAt: "2026-11-23T10:15:30.123Z",
  on: "2026-12-23",
  summary: "Löschung fällig; R-0K3V 9T2M 7QX4 B8NC",
  description: "Stand: geplant, wartet auf: eine Prüferin oder einen Prüfer\nMehr am Schreibtisch",
  url: "https://privacy.klangwerk.example/desk/requests/R-0K3V9T2M7QX4B8NC",
};
/** As a calendar program reads it (RFC 5545 3.1). */
const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, "").split("\r\n");

describe("a calendar", () => {
  const text = calendarText("Fristen, meine", [event, { ...event, uid: "b", on: "2027-01-04" }]);

  test("has lines of at most 75 octets that end with CR LF, and nothing else ends a line", () => {
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test("says each due date as a whole day, with its sign, its change and where to go", () => {
    const lines = unfolded(text);
    expect(lines.slice(0, 6)).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Rightful//Due dates//EN",
      "CALSCALE:GREGORIAN",
      "NAME:Fristen\\, meine",
      "X-WR-CALNAME:Fristen\\, meine",
    ]);
    const at = lines.indexOf("BEGIN:VEVENT");
    expect(lines.slice(at, at + 9)).toEqual([
      "BEGIN:VEVENT",
      "UID:R-0K3V9T2M7QX4B8NC@privacy.klangwerk.example",
      "DTSTAMP:20261123T101530Z",
      "DTSTART;VALUE=DATE:20261223",
      "SUMMARY:Löschung fällig\\; R-0K3V 9T2M 7QX4 B8NC",
      "DESCRIPTION:Stand: geplant\\, wartet auf: eine Prüferin oder einen Prüfer\\nMehr am Schreibtisch",
      "URL:https://privacy.klangwerk.example/desk/requests/R-0K3V9T2M7QX4B8NC",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]);
    expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(2);
  });

  test("is whole without any event", () => {
    expect(unfolded(calendarText("Due", []))).toEqual(expect.arrayContaining(["BEGIN:VCALENDAR", "END:VCALENDAR"]));
  });

  test("never cuts a sign in two", () => {
    for (let lead = 0; lead < 8; lead++) {
      const line = "x".repeat(70 + lead) + "ü€😀".repeat(40);
      expect(folded(line).replaceAll("\r\n ", "")).toBe(line);
      expect(folded(line)).not.toContain("\ufffd");
    }
  });
});
