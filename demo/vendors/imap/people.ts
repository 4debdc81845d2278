/** What the demo's mailbox holds of the shop's people: questions, answers, near-namesakes, third persons in copy, a bounce. */
import { shopPeople } from "../../shop/people";
import type { Party } from "./mime";
import type { Delivered } from "./store";

const privacy: Party = { email: "privacy@klangwerk.example" };
const support: Party = { name: "Klangwerk Support", email: "support@klangwerk.example" };

/** The messages at `now`: some days, months and years old. */
export function shopMessages(now: Date): Delivered[] {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  const known = (key: string): Party => {
    const person = shopPeople.find((one) => one.key === key);
    if (!person) throw new Error(`the shop has no ${key}`);
    return { name: person.name, email: person.email };
  };
  const exchange = (who: Party, about: Exchange): Delivered[] => [
    {
      ...(about.folder ? { folder: about.folder } : {}),
      at: daysAgo(about.days),
      from: who,
      to: [support],
      subject: about.subject,
      text: about.text,
      id: `<${about.key}@mail.example>`,
    },
    {
      folder: about.folder ?? "Sent",
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
    ...ofAna(known("ana"), { daysAgo, exchange }),
    ...exchange(known("carla"), {
      key: "pickup",
      days: 3,
      subject: "Abholung",
      text: "Kann ich das Gerät auch abholen?",
      answer: "Ja, werktags von zehn bis sechs Uhr.",
    }),
    ...exchange(known("petra"), {
      key: "workshop",
      days: 200,
      subject: "Workshops",
      text: "Gibt es im Herbst wieder Kurse?",
      answer: "Ja, die Termine stehen auf der Website.",
    }),
    // A colleague of Nils reads along: a person looks before anything is shown.
    {
      at: daysAgo(45),
      from: known("nils"),
      to: [support],
      cc: [{ name: "Birte Claasen", email: "birte.claasen@chor.example" }],
      subject: "Probe im Chorhaus",
      text: "Birte, in Kopie, hat das Mischpult meist bei sich. Können Sie ihr den Schaltplan schicken?",
      id: "<chor@mail.example>",
    },
    ...exchange(known("ines"), {
      key: "colour",
      days: 60,
      subject: "Other colours?",
      text: "Is the small amplifier made in red as well?",
      answer: "Only in black and in cream.",
    }),
    // The stranger who typed her address at an order gave it here too.
    {
      folder: "Sent",
      at: daysAgo(58),
      from: support,
      to: [{ name: "Igor Fontana", email: known("ines").email }],
      subject: "Your question on the phone",
      text: "As you asked on the phone: the cable is two metres long.",
      id: "<phone@klangwerk.example>",
    },
    // From the address that she had until 2023: hers by its date.
    {
      at: "2022-10-11T09:00:00.000Z",
      from: { ...known("mara"), email: "mara.keller@alt.example" },
      to: [support],
      subject: "Neue Saiten",
      text: "Passen die Saiten von Seite 12 auch auf mein Instrument?",
      id: "<strings@mail.example>",
    },
    ...["greta", "henrik"].flatMap((key, at) =>
      exchange(known(key), {
        key: `family-${key}`,
        days: 30 + at,
        subject: "Gutschein",
        text: "Wie lange gilt der Gutschein?",
        answer: "Drei Jahre bis zum Ende des Jahres.",
      }),
    ),
    // What comes back names the address in its text only, where nobody is searched.
    {
      at: daysAgo(19),
      from: { name: "Mail Delivery System", email: "mailer-daemon@mx.mail.example" },
      to: [support],
      subject: "Undelivered Mail Returned to Sender",
      text: "<ana.vidal@mail.example>: mailbox full, the message of klangwerk.example could not be delivered today.",
      id: "<bounce@mx.mail.example>",
    },
    ...toPrivacy(daysAgo),
  ];
}

/** What lies in the folder of privacy@: a request without the word, and an advertisement. */
const toPrivacy = (daysAgo: (days: number) => string): Delivered[] => [
  {
    folder: "Privacy",
    at: daysAgo(1),
    from: { name: "Jonas Brandt", email: "jonas.brandt@post.example" },
    to: [privacy],
    subject: "Meine Daten bei Ihnen",
    text: "Guten Tag,\nich habe vor Jahren bei Ihnen bestellt. Was haben Sie noch über mich gespeichert? Bitte schicken Sie mir alles.\nJonas Brandt",
    id: "<my-data@post.example>",
  },
  {
    folder: "Privacy",
    at: daysAgo(0.5),
    from: { name: "Bürowelt", email: "angebote@buerowelt.example" },
    to: [privacy],
    subject: "Bürostühle, nur diese Woche",
    text: "Sehr geehrte Damen und Herren, sitzen Sie gut? Unsere Stühle sind diese Woche um ein Drittel günstiger.",
    id: "<chairs@buerowelt.example>",
  },
];

type Exchange = { key: string; days: number; subject: string; text: string; answer: string; folder?: string };
type Writing = { daysAgo(days: number): string; exchange(who: Party, about: Exchange): Delivered[] };

/** Ana's, and those of two people whose addresses hold hers: a search for a part finds all of them. */
const ofAna = (ana: Party, { daysAgo, exchange }: Writing): Delivered[] => [
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
  ...exchange(ana, {
    folder: "Contracts",
    key: "guarantee",
    days: 100,
    subject: "Guarantee of the stage piano",
    text: "Two keys stick. Is that still covered?",
    answer: "Yes, until the end of next year. Please send it in with this letter.",
  }),
  ...exchange(
    { name: "Johanna Vidal", email: `joh${ana.email}` },
    { key: "namesake", days: 30, subject: "Opening hours", text: "When are you open?", answer: "From ten to six." },
  ),
  ...exchange(
    { name: "Ana Vidal", email: `${ana.email}.org` },
    { key: "far-away", days: 90, subject: "Delivery abroad", text: "Do you ship to Peru?", answer: "Not yet, sorry." },
  ),
];
