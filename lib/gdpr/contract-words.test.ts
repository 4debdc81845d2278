import { expect, test } from "vitest";
import { maySoundLikeCancelling } from "./contract-words";

test.each([
  "Hiermit widerrufe ich den Kauf des Keyboards.",
  "Bitte stornieren Sie meine Bestellung B-2025-4711.",
  "Ich trete vom Vertrag zurück. Außerdem möchte ich eine Kopie meiner Daten.",
  "Ich kündige mein Abo zum nächsten Termin.",
  "Ich möchte das Gerät zurückschicken und mein Geld zurück.",
  "I hereby withdraw from the purchase of 3 May.",
  "Please cancel my order, the keyboard never arrived.",
  "I am sending the device back; refund the purchase price.",
  "Delete my data. And I return the item.",
])("passed on: %s", (words) => {
  expect(maySoundLikeCancelling(words)).toBe(true);
});

test.each([
  "Ich widerrufe meine Einwilligung in den Newsletter.",
  "Bitte löschen Sie meine alten Bestellungen.",
  "I withdraw my consent to advertising about your products and orders.",
  "The address on my order is wrong.",
  "My name is spelled wrong in the delivery address.",
  "Die Rechnung nennt meinen alten Namen.",
  "I have a steady job since May, which the agency did not know.",
  "",
])("left alone: %s", (words) => {
  expect(maySoundLikeCancelling(words)).toBe(false);
});
