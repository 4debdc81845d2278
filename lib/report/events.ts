/** Every event in its order: what everything above was made from. */
import type { Case } from "./case";
import type { Section } from "./report";

export function eventsSection({ input, words }: Case): Section {
  const { say, law } = words;
  const rows = input.events.map((event) => [
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
  return { id: "events", heading: say("events.heading"), parts: [{ text: say("events.how") }, { table }] };
}
