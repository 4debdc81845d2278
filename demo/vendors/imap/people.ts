/** What the demo's mailbox holds of the shop's people: questions, answers, a near-namesake, and a third person in copy. */
import { shopPeople } from "../../shop/people";
import type { Party } from "./mime";
import type { Delivered } from "./store";

const support: Party = { name: "Klangwerk Support", email: "support@klangwerk.example" };

/** The messages at `now`: some days, months and years old. */
export function shopMessages(now: Date): Delivered[] {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  const known = (key: string): Party => {
    const person = shopPeople.find((one) => one.key === key);
    if (!person) throw new Error(`the shop has no ${key}`);
    return { name: person.name, email: person.email };
  };
  const [ana, carla, petra] = [known("ana"), known("carla"), known("petra")];
  const exchange = (
    who: Party,
    about: { key: string; days: number; subject: string; text: string; answer: string },
  ): Delivered[] => [
    {
      at: daysAgo(about.days),
      from: who,
      to: [support],
      subject: about.subject,
      text: about.text,
      id: `<${about.key}@mail.example>`,
    },
    {
      at: daysAgo(about.days - 1),
      from: support,
      to: [who],
      subject: `Re: ${about.subject}`,
      text: about.answer,
      id: `<${about.key}.answer@klangwerk.example>`,
      inReplyTo: `<${about.key}@mail.example>`,
    },
  ];
  return [
    ...exchange(ana, {
      key: "catalogue",
      days: 20,
      subject: "A printed catalogue?",
      text: "Do you still send printed catalogues?",
      answer: "We no longer print one; the list as a file is on its way.",
    }),
    {
      at: daysAgo(400),
      from: ana,
      to: [support],
      subject: "Rehearsal room",
      text: "Here is the plan of our room. Which microphones fit?",
      id: "<room@mail.example>",
      attachments: [{ name: "room.txt", mediaType: "text/plain", bytes: Buffer.from("4 m by 5 m, one window\n") }],
    },
    {
      at: daysAgo(12),
      from: ana,
      to: [support],
      cc: [{ name: "Tom Reuter", email: "tom.reuter@band.example" }],
      subject: "Our band",
      text: "Tom, in copy, would collect the stand. Is that possible?",
      id: "<band@mail.example>",
    },
    // Her address ends like Ana's; a search for a part of it finds both.
    ...exchange(
      { name: "Johanna Vidal", email: `joh${ana.email}` },
      { key: "namesake", days: 30, subject: "Opening hours", text: "When are you open?", answer: "From ten to six." },
    ),
    ...exchange(carla, {
      key: "pickup",
      days: 3,
      subject: "Abholung",
      text: "Kann ich das Gerät auch abholen?",
      answer: "Ja, werktags von zehn bis sechs Uhr.",
    }),
    ...exchange(petra, {
      key: "workshop",
      days: 200,
      subject: "Workshops",
      text: "Gibt es im Herbst wieder Kurse?",
      answer: "Ja, die Termine stehen auf der Website.",
    }),
  ];
}
