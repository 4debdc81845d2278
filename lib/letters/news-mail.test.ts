/** Art. 5(1)(f): mails say that something happened, and no more than that. */
import { expect, test } from "vitest";
import { languages } from "../../i18n/language";
import { newsMail, type News } from "./news-mail";

const all = ["approved", "message", "looked-at-again", "waits", "identified", "stopped", "goes-on", "copy-ended", "hold-placed", "hold-released", "lifted", "removal-confirmed", "recipients-told", "taken-up", "duty-stopped", "by-hand-done"] as const satisfies readonly News[]; // prettier-ignore
const complete: Exclude<News, (typeof all)[number]> extends never ? true : false = true;

const facts = {
  reference: "R-1",
  pageUrl: "https://portal.example/my/requests/R-1",
  lookupUrl: "https://portal.example/lookup",
  controller: "Klangwerk",
  contact: "dpo@shop.example",
  dueOn: "THE DAY",
  late: false,
  until: "THE HOUR",
  followUp: "",
};

test("every piece of news is looked at here", () => expect(complete).toBe(true));

test.each(languages().flatMap((language) => all.map((what) => [language, what] as const)))(
  "in %s, %s: where to read on, under which reference, in its own words",
  (language, what) => {
    const given = what === "taken-up" ? { ...facts, followUp: "R-2" } : facts;
    const { subject, text, html } = newsMail(language, what, given);
    expect(subject).toContain("R-1");
    for (const said of [facts.pageUrl, facts.contact, facts.controller]) expect(text).toContain(said);
    expect(text.includes(facts.lookupUrl)).toBe(what !== "approved");
    expect(text.includes("THE HOUR")).toBe(what === "approved");
    expect(text.includes("THE DAY")).toBe(["waits", "identified", "taken-up"].includes(what));
    expect(text).toContain(what === "taken-up" ? "R-2" : "R-1");
    expect(html).toContain(`lang="${language}"`);
    const others = all.filter((other) => other !== what).map((other) => newsMail(language, other, given).text);
    expect(others).not.toContain(text);
  },
);
