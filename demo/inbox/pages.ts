import { escapeHtml, page, type Language } from "../start/page";
import type { Message } from "./mailbox";

const texts = {
  en: {
    inbox: "Inbox of the demo",
    none: "No mail yet.",
    back: "Back to the inbox",
    from: "From",
    to: "To",
    at: "Received",
    as: "As a mail program shows it",
    gone: "There is no such message.",
  },
  de: {
    inbox: "Postfach der Demo",
    none: "Noch keine Nachrichten.",
    back: "Zurück zum Postfach",
    from: "Von",
    to: "An",
    at: "Eingang",
    as: "Wie ein Mailprogramm sie zeigt",
    gone: "Diese Nachricht gibt es nicht.",
  },
};
const shown = 200;

/** The list of messages, newest first. */
export function listPage(language: Language, messages: Message[]): string {
  const { inbox, none } = texts[language];
  const items = messages
    .slice(-shown)
    .reverse()
    .map((message) => item(language, message));
  const list = items.length === 0 ? `<p>${none}</p>` : `<ul>${items.join("")}</ul>`;
  return page(language, inbox, inbox, `<h1>${inbox}</h1>${list}`);
}

function item(language: Language, { id, subject, envelope, receivedAt }: Message): string {
  const to = escapeHtml(envelope.to.join(", "));
  const link = `<a href="/messages/${id}">${escapeHtml(subject || "…")}</a>`;
  return `<li>${link}<p>${to} · ${time(language, receivedAt)}</p></li>`;
}

/** One message: its text with links that can be followed, and its HTML in a frame that runs nothing. */
export function messagePage(language: Language, message: Message): string {
  const { back, from, to, at, as, inbox } = texts[language];
  const { id, subject, envelope, receivedAt, html, text } = message;
  const facts = [
    [from, message.from || envelope.from],
    [to, envelope.to.join(", ")],
    [at, time(language, receivedAt)],
  ];
  const rows = facts.map(([name = "", value = ""]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join("");
  const sandbox = "allow-popups allow-top-navigation-by-user-activation";
  const frame = `<h2>${as}</h2><iframe title="${as}" sandbox="${sandbox}" src="/messages/${id}/html"></iframe>`;
  const body = `<p><a href="/">${back}</a></p><h1>${escapeHtml(subject)}</h1><dl>${rows}</dl>
    <pre>${withLinks(text)}</pre>${html ? frame : ""}`;
  return page(language, subject, inbox, body);
}

/** The page for an address that no message has. */
export function missingPage(language: Language): string {
  const { gone, back, inbox } = texts[language];
  return page(language, gone, inbox, `<h1>${gone}</h1><p><a href="/">${back}</a></p>`);
}

/** What the frame gets: links leave the frame, and the headers below forbid scripts and every request. */
export const framed = (html: string): string => `<!doctype html><base target="_top">${html}`;
export const framedHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy":
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; " +
    "sandbox allow-popups allow-top-navigation-by-user-activation",
};

function withLinks(text: string): string {
  const parts = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/);
  return parts.map((part, index) => (index % 2 === 1 ? link(part) : escapeHtml(part))).join("");
}

const link = (url: string): string => `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;

function time(language: Language, instant: string): string {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "Europe/Berlin",
  });
  return format.format(new Date(instant));
}
