/** Every event in its order: what everything above was made from. */
import type { Case } from "./case";
import type { Section } from "./report";

/** More than any request has: what nobody reads on paper is read in the file of the events. */
export const mostEvents = 5_000;

export function eventsSection({ input, words }: Case): Section {
  const { say, law } = words;
  const { events } = input;
  const rows = events
    .slice(0, mostEvents)
    .map((event) => [
      String(event.seq),
      event.at.replace("T", " ").replace("Z", ""),
      words.fact(event),
      law.has(`roles.${event.actor.role}`) ? law(`roles.${event.actor.role}`) : event.actor.role,
      event.actor.role === "system" ? "" : event.actor.id.slice(0, 8),
    ]);
  const table = {
    caption: say("events.caption"),
    head: ["number", "at", "what", "who", "id"].map((key) => say(`events.${key}`)),
    widths: [5, 23, 38, 23, 11],
    rows,
  };
  const left = events.length - rows.length;
  const more = left > 0 ? [{ text: say("events.more", { events: left }) }] : [];
  return { id: "events", heading: say("events.heading"), parts: [{ text: say("events.how") }, { table }, ...more] };
}
