/** Art. 12(3), Reg. (EEC, Euratom) 1182/71: how the due date comes about, and whether it was kept. */
import { derivation } from "../gdpr/derivation";
import { holidaysVersion } from "../gdpr/holidays";
import type { Case } from "./case";
import type { Part, Section } from "./report";
import { timeLimit, type TimeLimit } from "./time-limit";

export function clockSection(told: Case): Section {
  const { say } = told.words;
  const limit = timeLimit(told);
  const parts = limit ? partsOf(told, limit) : [{ text: say("clock.nothing") }];
  return { id: "clock", heading: say("clock.heading"), parts };
}

function partsOf(told: Case, limit: TimeLimit): Part[] {
  const { words, input } = told;
  const { say } = words;
  const { counted, extension, due } = limit;
  const byCount = extension ? counted.extendedDue : counted.due;
  return [
    { facts: datesOf(told, limit) },
    { text: say("clock.how") },
    { list: stepsOf(told, limit), ordered: true },
    ...(limit.pauses.length === 0 ? [{ text: say("clock.no-pause") }] : []),
    { text: say(`clock.holidays.${input.land}`, { version: holidaysVersion }) },
    ...(byCount === due
      ? [{ text: say("clock.agrees") }]
      : [{ text: say("clock.differs", { due: words.fullDay(due), counted: words.fullDay(byCount) }) }]),
  ];
}

function datesOf({ words, of }: Case, { receipt, extension, due, closed, left }: TimeLimit): [string, string][] {
  const { say, law } = words;
  const dates: [string, string][] = [[say("clock.receipt"), words.fullDay(receipt.data.receivedOn)]];
  const notice = of("notified").findLast(({ data }) => data.kind === "extension");
  if (notice && !extension)
    dates.push([say("clock.notice"), say("clock.notice-only", { at: words.moment(notice.at) })]);
  if (extension) {
    dates.push(
      [say("clock.before"), words.fullDay(receipt.data.dueOn)],
      [
        say("clock.extended"),
        say("clock.extended-by", {
          at: words.moment(extension.at),
          role: law(`roles.${extension.actor.role}`),
          reason: law(`extensions.${extension.data.reason}`),
        }),
      ],
      [say("clock.notice"), notice ? words.moment(notice.at) : say("clock.no-notice")],
    );
  }
  dates.push([say("clock.due"), words.fullDay(due)]);
  dates.push([say("clock.closed"), closed ? words.moment(closed.at) : say("clock.still-open")]);
  const key = closed ? "clock.result-closed" : "clock.result-open";
  dates.push([say("clock.result"), say(key, { late: left < 0 ? "yes" : "no", days: Math.abs(left) })]);
  return dates;
}

function stepsOf({ words, input }: Case, { counted, extension, pauses }: TimeLimit): string[] {
  const { clock, fullDay } = words;
  const { land, zone } = input;
  return derivation(counted, { land, zone, extended: extension !== null, pauses }).map(
    ({ key, holiday = "none", zone: place = "", days = "0", ...dates }) => {
      const spoken = Object.fromEntries(Object.entries(dates).map(([name, date]) => [name, fullDay(date)]));
      const known = holiday !== "none" && clock.has(`holidays.${holiday}`);
      return clock(`why.${key}`, {
        zone: place,
        days: Number(days),
        holiday: known ? clock(`holidays.${holiday}`) : holiday,
        ...spoken,
      });
    },
  );
}
