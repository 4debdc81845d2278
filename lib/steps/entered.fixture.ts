/** What came by letter six days ago, as the desk takes it in. */
import { randomUUID } from "node:crypto";
import { addDays, dayIn } from "../gdpr/day";
import type { Entered } from "./ask/enter";

export const byLetter = (more: Partial<Entered> = {}): Entered => ({
  id: randomUUID(),
  rights: ["access"],
  channel: "letter",
  receivedOn: addDays(dayIn("Europe/Berlin", new Date()), -6),
  receivedAt: "11:30",
  language: "de",
  requester: "self",
  name: "Mara Keller",
  email: null,
  post: "Mara Keller\nHafenweg 1\n20457 Hamburg",
  words: "Bitte schicken Sie mir alles, was Sie zu mir gespeichert haben.",
  consents: [],
  uses: null,
  ground: null,
  ...more,
});
