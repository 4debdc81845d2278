/** § 35a GmbHG, § 80 AktG, § 37a HGB: the head of the company's letters, in the language of the letter it belongs to. */
import type { Policy } from "../policy/schema";
import type { Language, LetterHead, LetterheadFacts, LetterLogo } from "./letter";
import { escapeHtml } from "./render";
import { speaker } from "./words";

/** The company as the policy has it; its e-mail address comes first among the ways to reach it. */
export function letterheadOf(
  { controller, letterhead = {} }: Pick<Policy, "controller" | "letterhead">,
  logo: LetterLogo | null,
): LetterheadFacts {
  const { name, street, postcode, city, email } = controller;
  return {
    name,
    street,
    postcode,
    city,
    contact: [email, ...(letterhead.contact ?? [])],
    register: letterhead.register ?? null,
    directors: letterhead.directors ?? [],
    chair: letterhead.chair ?? null,
    vatId: letterhead.vatId ?? null,
    logo,
  };
}

/** Pure: the same facts give the same head. What the policy does not say is left out. */
export function headOf(language: Language, facts: LetterheadFacts): LetterHead {
  const say = speaker(language);
  const { register, directors, chair, vatId } = facts;
  return {
    name: facts.name,
    address: [facts.street, `${facts.postcode} ${facts.city}`],
    city: facts.city,
    contact: [...facts.contact],
    facts: [
      ...(register ? [say("head.seat", { seat: register.seat })] : []),
      ...(register ? [say("head.register", { court: register.court, number: register.number })] : []),
      ...(directors.length > 0 ? [say("head.directors", { names: directors.join(", ") })] : []),
      ...(chair === null ? [] : [say("head.chair", { name: chair })]),
      ...(vatId === null ? [] : [say("head.vat", { id: vatId })]),
    ],
    logo: facts.logo,
  };
}

type Mail = { text: string; html: string };

/** A mail with the same lines at its foot, where mail has them; without the sign, which few mail programs would show. */
export function signedMail({ text, html }: Mail, { name, address, contact, facts }: LetterHead): Mail {
  const lines = [name, address.join(", "), contact.join(" · "), ...facts];
  const foot = `<p style="margin-top: 2rem; font-size: 0.8rem">${lines.map(escapeHtml).join("<br>")}</p>`;
  const closed = html.lastIndexOf("</body>");
  const end = closed < 0 ? html.length : closed;
  return {
    text: `${text.trimEnd()}\n\n-- \n${lines.join("\n")}\n`,
    html: `${html.slice(0, end)}${foot}\n${html.slice(end)}`,
  };
}
