/** Table B of the law's own tables: which rights a category of the model list carries, and on which basis it rests. */
import type { Classified } from "./rights/decider";

type Row = [
  bases: string,
  portability: Classified["rights"]["portability"],
  rectification: Classified["rights"]["rectification"],
  objection: Classified["rights"]["objection"],
  withdrawal: string,
];

export const tableB: Record<string, Row> = {
  "server-log": ["f", "no", "no", "balance", "no"],
  "server-log-truncated": ["f", "no", "no", "balance", "no"],
  session: ["b", "no", "yes", "no", "no"],
  "preferences-cookie": ["a", "if-consent", "yes", "no", "comfort"],
  "consent-record": ["c", "no", "no", "balance", "no"],
  "analytics-google": ["a", "yes", "no", "no", "statistics"],
  "analytics-hotjar": ["a", "yes", "no", "no", "statistics"],
  "analytics-optimizely": ["a", "yes", "no", "no", "statistics"],
  "analytics-webtrekk": ["a", "yes", "no", "no", "statistics"],
  retargeting: ["a", "yes", "no", "absolute", "advertising"],
  "support-profile": ["b", "yes", "yes", "balance", "no"],
  "support-ticket-contract": ["bc", "provided-part", "annotate", "no", "no"],
  "support-ticket": ["b", "yes", "yes", "balance", "no"],
  "repair-address": ["b", "yes", "yes", "balance", "no"],
  "contact-email": ["f", "no", "yes", "balance", "no"],
  newsletter: ["a", "yes", "yes", "absolute", "newsletter"],
  "newsletter-unconfirmed": ["f", "yes", "yes", "no", "newsletter"],
  "consent-proof": ["c", "no", "no", "balance", "no"],
  suppression: ["c", "no", "yes", "no", "no"],
  "customer-ads": ["7-3-uwg", "no", "yes", "absolute", "no"],
  survey: ["a", "if-consent", "yes", "balance", "surveys"],
  "competition-entry": ["b", "yes", "yes", "balance", "competitions"],
  "competition-winner": ["bc", "no", "annotate", "no", "no"],
  invoice: ["c", "no", "document", "no", "no"],
  "oss-record": ["c", "no", "document", "no", "no"],
  "customs-document": ["c", "no", "document", "no", "no"],
  "order-email": ["bc", "provided-part", "annotate", "no", "no"],
  order: ["b", "yes", "yes", "no", "no"],
  "delivery-note": ["b", "no", "yes", "no", "no"],
  account: ["b", "yes", "self-service", "no", "no"],
  "account-optional": ["a", "yes", "self-service", "no", "optional-account"],
  "address-book": ["b", "yes", "self-service", "no", "no"],
  "payment-token": ["a", "no", "yes", "no", "saved-payment"],
  "sepa-mandate": ["b", "yes", "yes", "no", "no"],
  "fraud-file": ["f", "no", "contest", "balance", "no"],
  "credit-score": ["f", "no", "contest", "balance", "no"],
  "credit-decision": ["f", "no", "yes", "balance", "no"],
  "product-registration": ["bc", "yes", "yes", "balance", "no"],
  licence: ["b", "yes", "yes", "no", "no"],
  "withdrawal-declaration": ["bc", "provided-part", "annotate", "no", "no"],
  "authority-disclosure": ["c", "no", "yes", "no", "no"],
  "request-file": ["c", "no", "annotate", "balance", "no"],
  package: ["c", "no", "no", "no", "no"],
  "identity-evidence": ["c", "no", "no", "no", "no"],
  "erasure-journal": ["c", "no", "no", "balance", "no"],
  "security-log": ["f", "no", "no", "balance", "no"],
  "staff-access-log": ["f", "no", "no", "balance", "no"],
  backup: ["f", "no", "no", "balance", "no"],
};

/** A purpose for each basis: its id is the category's with the letter. */
export const purposesOf = (category: string): string[] => {
  const [bases] = tableB[category] ?? ["c"];
  return bases === "7-3-uwg" ? [`${category} ads`] : [...bases].map((letter) => `${category} ${letter}`);
};

export const rightsOf = (category: string): Classified["rights"] => {
  const [, portability, rectification, objection, withdrawal] = tableB[category] ?? ["c", "no", "no", "no", "no"];
  return { portability, rectification, objection, withdrawal };
};

export const purposes = Object.fromEntries(
  Object.keys(tableB).flatMap((category) =>
    purposesOf(category).map((id) => [id, { basis: id.endsWith(" ads") ? "7-3-uwg" : id.slice(-1) }]),
  ),
);
