import { demoPeople, peopleWithSignIn, type DemoPerson } from "../people";
import type { Addresses } from "./environment";

/** What the start prints at the end: addresses, people, and the line that says it is ready, which is the last. */
export function welcome({ portal, inbox, issuer, vendors }: Addresses): string {
  const byLink = demoPeople.filter((person) => !peopleWithSignIn.includes(person));
  return [
    "",
    `Portal    ${portal}`,
    `Inbox     ${inbox}    every letter and every sign-in link arrives here`,
    `Sign-in   ${issuer}`,
    `Vendors   ${vendors}    what other companies hold: one sees a deletion land there`,
    "",
    "Whom one can be: press Sign in, then a name.",
    ...peopleWithSignIn.map(line),
    "",
    "Without an account, by a link to their address:",
    ...byLink.map((person) => `${line(person)} ${person.email}`),
    "",
    "Ctrl-C stops everything.",
    "",
    `ready ${portal}`,
  ].join("\n");
}

const line = ({ name, story }: DemoPerson): string => `  ${name.padEnd(16)} ${story.en}`;
