import type { Language } from "../../lib/gdpr/language";
import type { Message } from "../../lib/steps/message/read";
import { writtenInstant } from "../my/_parts/written";

type Props = {
  messages: readonly Message[];
  zone: string;
  locale: Language;
  /** Who wrote, seen from the reader, and what stands for words that were destroyed. */
  words: { person: string; desk: string; gone: string };
};

/** What two sides wrote, the oldest first; each says who and when before what. */
export function Conversation({ messages, zone, locale, words }: Props) {
  if (messages.length === 0) return null;
  return (
    <ol className="list-none p-0">
      {messages.map(({ id, fromDesk, sentAt, text }) => (
        <li key={id} className="mb-5">
          <p className="meta">
            <strong>{fromDesk ? words.desk : words.person}</strong> · {writtenInstant(locale, sentAt, zone)}
          </p>
          {text === null ? (
            <p className="why">{words.gone}</p>
          ) : (
            <blockquote className="read border-s-4 border-line ps-4 whitespace-pre-line wrap-anywhere">
              {text}
            </blockquote>
          )}
        </li>
      ))}
    </ol>
  );
}
