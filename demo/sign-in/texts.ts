export const texts = {
  en: {
    header: "Klangwerk customer account: sign-in of the demo",
    title: "Who do you want to be?",
    hint: "One press signs you in. Nobody here is real.",
    customers: "Customers",
    staff: "Staff",
    staffHint:
      "What a customer asks for waits for a person. Be that person: ask as a customer, sign out, and come back as Rui to decide it. A deletion also needs Dora’s opinion and Nora, the second pair of eyes.",
    signOutQuestion: "Sign out of the customer account?",
    signOut: "Sign out",
    signedOut: "You are signed out.",
    failed: "The sign-in did not work.",
    stale: "This sign-in has run out. Go back to the portal and start again.",
  },
  de: {
    header: "Klangwerk-Kundenkonto: Anmeldung der Demo",
    title: "Wer möchten Sie sein?",
    hint: "Ein Druck meldet Sie an. Niemand hier ist echt.",
    customers: "Kundinnen und Kunden",
    staff: "Mitarbeitende",
    staffHint:
      "Was eine Kundin will, wartet auf einen Menschen. Seien Sie dieser Mensch: Fragen Sie als Kundin, melden Sie sich ab und kommen Sie als Rui wieder, um zu entscheiden. Eine Löschung braucht auch Doras Stellungnahme und Nora als zweites Augenpaar.",
    signOutQuestion: "Vom Kundenkonto abmelden?",
    signOut: "Abmelden",
    signedOut: "Sie sind abgemeldet.",
    failed: "Die Anmeldung hat nicht geklappt.",
    stale: "Diese Anmeldung ist abgelaufen. Gehen Sie zurück zum Portal und beginnen Sie neu.",
  },
};
