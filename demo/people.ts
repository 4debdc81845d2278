/** Everyone one can be in the demo: the shop's customers who have a story, and the staff of the portal. */
import { shopPeople } from "./shop/people";

export type Role = "reviewer" | "dpo" | "legal" | "operator";

export type DemoPerson = {
  key: string;
  name: string;
  email: string;
  language: "en" | "de";
  /** The account at the shop; null for staff and for those whom the shop knows by an address only. */
  accountId: string | null;
  roles: Role[];
  story: { en: string; de: string };
};

const staff: DemoPerson[] = [
  worker("rui", "Rui", "reviewer", "Reviewer: decides requests.", "Sachbearbeitung: entscheidet Anträge."),
  worker(
    "nora",
    "Nora",
    "reviewer",
    "Second reviewer: the other pair of eyes.",
    "Zweite Sachbearbeitung: das Vieraugenprinzip.",
  ),
  worker(
    "dora",
    "Dora",
    "dpo",
    "Data Protection Officer: sees all, gives an opinion.",
    "Datenschutzbeauftragte: sieht alles, nimmt Stellung.",
  ),
  worker(
    "lea",
    "Lea",
    "legal",
    "Legal: downloads and checks evidence.",
    "Recht: lädt Nachweise herunter und prüft sie.",
  ),
  worker("otto", "Otto", "operator", "Operator: keeps the portal running.", "Betrieb: hält das Portal am Laufen."),
];

function worker(key: string, name: string, role: Role, en: string, de: string): DemoPerson {
  const email = `${key}@klangwerk.example`;
  return { key, name, email, language: "en", accountId: null, roles: [role], story: { en, de } };
}

export const demoPeople: DemoPerson[] = [...shopPeople.map((person) => ({ ...person, roles: [] })), ...staff];

/** Those who can sign in with the shop's customer account or as staff; the others come by an e-mail link. */
export const peopleWithSignIn = demoPeople.filter((person) => person.accountId !== null || person.roles.length > 0);

/** What the sign-in server calls a person; stable for ever. */
export const subjectOf = (person: DemoPerson): string => `demo-${person.key}`;
