/**
 * The people of the demo shop who have a story, for sign-in, seed and tests. Plain data, no imports.
 *
 * `accountId` is null where the shop knows the person by an address only. `email` is where they read mail today.
 */
export type ShopPerson = {
  key: string;
  accountId: string | null;
  name: string;
  email: string;
  language: "en" | "de";
  story: { en: string; de: string };
};

export const shopPeople: ShopPerson[] = [
  {
    key: "ana",
    accountId: "KW-100001",
    name: "Ana Vidal",
    email: "ana.vidal@mail.example",
    language: "en",
    story: {
      en: "Customer since 2018: invoices on both sides of every limit, newsletter, licences, tickets.",
      de: "Kundin seit 2018: Rechnungen auf beiden Seiten jeder Frist, Newsletter, Lizenzen, Anfragen.",
    },
  },
  {
    key: "ben",
    accountId: null,
    name: "Ben Okafor",
    email: "ben.okafor@post.example",
    language: "en",
    story: { en: "Newsletter only, no customer account.", de: "Nur Newsletter, kein Kundenkonto." },
  },
  {
    key: "carla",
    accountId: "KW-100002",
    name: "Carla Brenner",
    email: "carla.brenner@mail.example",
    language: "de",
    story: {
      en: "An order on its way and a device under warranty.",
      de: "Eine Bestellung unterwegs und ein Gerät in der Gewährleistung.",
    },
  },
  {
    key: "deniz",
    accountId: "KW-100003",
    name: "Deniz Aksoy",
    email: "deniz.aksoy@mail.example",
    language: "de",
    story: {
      en: "Won a competition; the prize was posted. Changed his address a few weeks ago.",
      de: "Hat ein Gewinnspiel gewonnen; der Preis ist verschickt. Hat vor einigen Wochen die Adresse gewechselt.",
    },
  },
  {
    key: "emil",
    accountId: "KW-100004",
    name: "Emil Thorsen",
    email: "emil.thorsen@studio.example",
    language: "en",
    story: { en: "20,000 rows in the web log.", de: "20.000 Zeilen im Serverprotokoll." },
  },
  {
    key: "jonas-north",
    accountId: "KW-100005",
    name: "Jonas Meyer",
    email: "jonas.meyer@nord.example",
    language: "de",
    story: {
      en: "Shares name and birthday with another customer; lives in Kiel.",
      de: "Hat Namen und Geburtstag mit einem anderen Kunden gemeinsam; wohnt in Kiel.",
    },
  },
  {
    key: "jonas-south",
    accountId: "KW-100006",
    name: "Jonas Meyer",
    email: "jonas.meyer@sued.example",
    language: "de",
    story: {
      en: "Shares name and birthday with another customer; lives in Ulm.",
      de: "Hat Namen und Geburtstag mit einem anderen Kunden gemeinsam; wohnt in Ulm.",
    },
  },
  {
    key: "greta",
    accountId: "KW-100007",
    name: "Greta Lindner",
    email: "familie.lindner@post.example",
    language: "de",
    story: {
      en: "Shares one mailbox with Henrik, who orders as a guest.",
      de: "Teilt sich ein Postfach mit Henrik, der als Gast bestellt.",
    },
  },
  {
    key: "henrik",
    accountId: null,
    name: "Henrik Lindner",
    email: "familie.lindner@post.example",
    language: "de",
    story: {
      en: "Orders as a guest with the mailbox he shares with Greta.",
      de: "Bestellt als Gast mit dem Postfach, das er mit Greta teilt.",
    },
  },
  {
    key: "ines",
    accountId: "KW-100008",
    name: "Ines Fontaine",
    email: "ines.fontaine@mail.example",
    language: "en",
    story: {
      en: "A stranger typed her address by mistake at a guest order.",
      de: "Ein Fremder hat bei einer Gastbestellung versehentlich ihre Adresse eingetippt.",
    },
  },
  {
    key: "jakob",
    accountId: "KW-100009",
    name: "Jakob Winter",
    email: "jakob.winter@mail.example",
    language: "de",
    story: {
      en: "Sent a gift: another person's address is on the parcel.",
      de: "Hat ein Geschenk verschickt: Auf dem Paket steht die Anschrift einer anderen Person.",
    },
  },
  {
    key: "karin",
    accountId: "KW-100010",
    name: "Karin Solberg",
    email: "karin.solberg@studio.example",
    language: "en",
    story: { en: "Passed a licence on to Luis in 2024.", de: "Hat 2024 eine Lizenz an Luis abgegeben." },
  },
  {
    key: "luis",
    accountId: "KW-100011",
    name: "Luis Marten",
    email: "luis.marten@mail.example",
    language: "de",
    story: { en: "Took over a licence from Karin in 2024.", de: "Hat 2024 eine Lizenz von Karin übernommen." },
  },
  {
    key: "mara",
    accountId: "KW-100012",
    name: "Mara Keller",
    email: "mara.keller@neu.example",
    language: "de",
    story: {
      en: "Changed her address; older orders and letters carry the old one.",
      de: "Hat ihre Adresse gewechselt; ältere Bestellungen und Schreiben tragen die alte.",
    },
  },
  {
    key: "nils",
    accountId: "KW-100013",
    name: "Nils Harms",
    email: "nils.harms@mail.example",
    language: "de",
    story: {
      en: "Has files that a reviewer must look at before anything is shown.",
      de: "Hat Akten, die vor jeder Auskunft eine Person prüfen muss.",
    },
  },
  {
    key: "petra",
    accountId: "KW-100014",
    name: "Petra Sommer",
    email: "petra.sommer@mail.example",
    language: "de",
    story: {
      en: "Last order in June 2024, newsletter, account: leaves the shop today.",
      de: "Letzte Bestellung im Juni 2024, Newsletter, Konto: verlässt den Shop heute.",
    },
  },
  {
    key: "quentin",
    accountId: null,
    name: "Quentin Roth",
    email: "quentin.roth@post.example",
    language: "en",
    story: {
      en: "Ordered twice as a guest, never opened an account.",
      de: "Hat zweimal als Gast bestellt, ohne Konto.",
    },
  },
];
