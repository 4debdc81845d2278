/**
 * Art. 5(1)(e): the rules of every category of the model policy, for the tests of this folder.
 *
 * The policy file states the same rules; a test compares the two. The first rule of a category counts from the
 * trigger that the model policy names first.
 */
import type { Rule } from "./rule";
import * as its from "./rule.fixture";
import { atOnce, claims, consent, letterLaw, policy, proof, rule, security, voucherLaw } from "./rule.fixture";

const voucher = rule("voucher", "P8Y end-of-year", "erase restrict", voucherLaw, its.issued, {
  transition: "egao-97-19a-2",
  holds: ["tax"],
});

const site: Record<string, Rule[]> = {
  "server-log": [rule("full-address", "PT168H", "truncate truncate", policy("6(1)(f)"), its.request)],
  "server-log-truncated": [rule("statistics", "P90D", "erase erase", policy("6(1)(f)"), its.request)],
  session: [
    rule("idle", "PT24H", "erase erase", ["§ 25(2) no. 2 TDDDG", "6(1)(b)"], ["the last use", "die letzte Nutzung"]),
  ],
  "preferences-cookie": [
    rule("lifetime", "P12M", "erase erase", ["§ 25 TDDDG", "6(1)(a)"], ["the setting", "die Einstellung"]),
    rule("remember-me", "P30D", "erase erase", ["§ 25 TDDDG", "6(1)(a)"], ["the sign-in", "die Anmeldung"]),
  ],
  "consent-record": [
    rule("proof", "P3Y end-of-year", "erase restrict", proof, its.withdrawn, { meanwhile: "restrict" }),
  ],
  "analytics-google": [rule("event", "P14M", "erase erase", consent, its.event), atOnce("erase erase")],
  "analytics-hotjar": [rule("event", "P12M", "erase erase", consent, its.event)],
  "analytics-optimizely": [rule("test", "P3M", "erase erase", consent, ["the end of the test", "das Ende des Tests"])],
  "analytics-webtrekk": [rule("event", "P14M", "erase erase", consent, its.event)],
  retargeting: [
    rule("contact", "P90D", "erase erase", consent, ["the last contact", "der letzte Kontakt"]),
    atOnce("erase erase"),
  ],
};

const support: Record<string, Rule[]> = {
  "support-profile": [
    rule(
      "tickets",
      "open-ended",
      "erase erase",
      ["Art. 5(1)(e) GDPR", "6(1)(b)"],
      ["the end of the last support request", "das Ende der letzten Supportanfrage"],
    ),
  ],
  "support-ticket-contract": [
    rule("letter", "P6Y end-of-year", "erase restrict", letterLaw, ["the last message", "die letzte Nachricht"], {
      holds: ["tax"],
    }),
  ],
  "support-ticket": [
    rule("closed", "P3Y end-of-year", "erase erase", claims, [
      "the closing of the ticket",
      "der Abschluss des Tickets",
    ]),
  ],
  "repair-address": [
    rule("delivered", "P6M", "erase erase", ["Art. 5(1)(e) GDPR", "6(1)(b)"], ["the delivery", "die Zustellung"]),
  ],
  "contact-email": [
    rule("closed", "P6M", "erase erase", policy("6(1)(f)"), ["the end of the exchange", "das Ende des Austauschs"]),
  ],
};

const marketing: Record<string, Rule[]> = {
  newsletter: [rule("withdrawn", "P0D", "erase erase", ["Art. 7(3) GDPR; § 7(2) UWG", "6(1)(a)"], its.withdrawn)],
  "newsletter-unconfirmed": [
    rule("sign-up", "P14D", "erase erase", policy("6(1)(f)"), ["the sign-up", "die Anmeldung"]),
  ],
  "consent-proof": [
    rule("proof", "P3Y end-of-year", "erase restrict", proof, its.withdrawn, { meanwhile: "restrict" }),
  ],
  suppression: [
    rule(
      "objection",
      "open-ended",
      "erase keep",
      ["Art. 21(3) GDPR", "17(3)(b)"],
      ["the end of all advertising", "das Ende jeder Werbung"],
    ),
  ],
  "customer-ads": [
    rule(
      "objection",
      "P0D",
      "erase erase",
      ["§ 7(3) UWG; Art. 21(3) GDPR", "6(1)(f)"],
      ["your objection", "Ihr Widerspruch"],
    ),
    rule("inactive", "P24M", "erase erase", ["§ 7(3) UWG", "6(1)(f)"], ["the last purchase", "der letzte Kauf"]),
  ],
  survey: [
    rule("evaluated", "P12M", "unlink erase", policy("6(1)(f)"), ["the end of the survey", "das Ende der Umfrage"]),
  ],
  "competition-entry": [
    rule("ended", "P14D", "erase erase", policy("6(1)(b)"), [
      "the end of the competition",
      "das Ende des Gewinnspiels",
    ]),
  ],
  "competition-winner": [
    voucher,
    rule("letters", "P6Y end-of-year", "erase restrict", letterLaw, its.sent, { holds: ["tax"] }),
  ],
};

const trade: Record<string, Rule[]> = {
  invoice: [voucher],
  "oss-record": [
    rule("oss", "P10Y end-of-year", "erase restrict", its.ossLaw, ["the date of the sale", "das Datum des Umsatzes"], {
      holds: ["tax"],
    }),
  ],
  "customs-document": [
    rule("customs", "P10Y end-of-year", "erase restrict", its.customsLaw, its.issued, { holds: ["tax"] }),
  ],
  "order-email": [rule("letter", "P6Y end-of-year", "erase restrict", letterLaw, its.sent, { holds: ["tax"] })],
  order: [
    rule(
      "warranty",
      "P3Y end-of-year",
      "erase erase",
      ["§§ 438, 327j, 195, 199 BGB", "6(1)(b)"],
      ["the date of the order", "das Datum der Bestellung"],
      { after: "P2Y" },
    ),
  ],
  "delivery-note": [
    rule(
      "invoiced",
      "P0D",
      "erase erase",
      ["§ 147(3) AO", "6(1)(b)"],
      ["the sending of the invoice", "der Rechnungsversand"],
    ),
    rule("tracking", "P6M", "erase erase", policy("6(1)(b)"), ["the delivery", "die Zustellung"]),
  ],
  "withdrawal-declaration": [
    rule("letter", "P6Y end-of-year", "erase restrict", letterLaw, its.sent, { holds: ["tax"] }),
  ],
};

const account: Record<string, Rule[]> = {
  account: [
    rule(
      "closure",
      "open-ended",
      "erase erase",
      ["Art. 6(1)(b) GDPR", "6(1)(b)"],
      ["the closure of the account", "die Kontoschließung"],
    ),
  ],
  "account-optional": [rule("removed", "P0D", "erase erase", policy("6(1)(b)"), its.removed)],
  "address-book": [rule("removed", "P0D", "erase erase", policy("6(1)(b)"), its.removed)],
  "payment-token": [
    rule("removed", "P0D", "erase erase", ["Art. 7(3), 17(1) GDPR; PCI DSS 3.2", "6(1)(b)"], its.removed),
  ],
  "sepa-mandate": [
    rule(
      "last-debit",
      "P14M",
      "erase restrict",
      ["SEPA terms of the creditor bank", "17(3)(e)"],
      ["the last debit", "der letzte Einzug"],
    ),
  ],
  "product-registration": [
    rule(
      "registration",
      "open-ended",
      "unlink unlink",
      ["Art. 35 Reg. (EU) 2023/988", "6(1)(b)"],
      ["the end of the registration", "das Ende der Registrierung"],
      { holds: ["recall"] },
    ),
  ],
  licence: [
    rule("term", "P0D", "unlink unlink", ["§§ 327 ff. BGB", "6(1)(b)"], ["the end of the licence", "das Lizenzende"]),
    rule("activation-log", "P12M", "erase erase", ["§§ 327 ff. BGB", "6(1)(b)"], ["the activation", "die Aktivierung"]),
  ],
};

const risk: Record<string, Rule[]> = {
  "fraud-file": [
    rule("case", "P3Y end-of-year", "erase keep", claims, ["the closing of the case", "der Abschluss des Falls"]),
    rule("no-case", "P18M", "erase erase", policy("6(1)(f)"), ["the payment", "die Zahlung"]),
  ],
  "credit-score": [
    rule("decision", "P90D", "erase erase", ["Art. 5(1)(e) GDPR", "6(1)(f)"], ["the decision", "die Entscheidung"]),
  ],
  "credit-decision": [
    rule("decision", "P3Y end-of-year", "erase restrict", claims, ["the decision", "die Entscheidung"]),
  ],
  "authority-disclosure": [
    rule(
      "disclosure",
      "P3Y end-of-year",
      "erase keep",
      ["StPO request; §§ 195, 199 BGB", "17(3)(b)"],
      ["the disclosure", "die Auskunft an die Behörde"],
    ),
  ],
};

const portal: Record<string, Rule[]> = {
  "request-file": [
    rule("closed", "P3Y end-of-year", "erase restrict", its.requestFileLaw, [
      "the closing of the request",
      "der Abschluss des Anliegens",
    ]),
  ],
  package: [
    rule("available", "P30D", "erase erase", policy("6(1)(f)"), ["the day it lay ready", "die Bereitstellung"]),
    rule("downloaded", "P7D", "erase erase", policy("6(1)(f)"), ["the download", "das Herunterladen"]),
  ],
  "identity-evidence": [
    rule(
      "checked",
      "P0D",
      "erase erase",
      ["Art. 12(6), 5(1)(e) GDPR", "6(1)(f)"],
      ["the end of the check", "das Prüfungsende"],
    ),
  ],
  "erasure-journal": [
    rule("cycle", "P120D", "erase keep", ["Art. 17, 32 GDPR", "6(1)(f)"], ["the erasure", "die Löschung"]),
  ],
  "security-log": [rule("entry", "P12M", "erase keep", security, ["the entry", "der Eintrag"])],
  "staff-access-log": [rule("entry", "P12M", "erase keep", security, ["the access", "der Zugriff"])],
  backup: [rule("cycle", "P90D", "erase keep", ["Art. 32 GDPR", "6(1)(f)"], ["the backup", "die Sicherung"])],
};

/** The rules of each category id of the model policy, the first one first. */
export const rules: Readonly<Record<string, readonly Rule[]>> = {
  ...site,
  ...support,
  ...marketing,
  ...trade,
  ...account,
  ...risk,
  ...portal,
};
