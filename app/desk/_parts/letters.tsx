import { getTranslations } from "next-intl/server";
import { lettersToCome } from "../../../lib/queries/desk/letters-to-come";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { Chip, type Tone } from "../../_components/chip";
import { dates } from "./dates";
import { LettersAhead } from "./letters-ahead";

const tones: Record<string, Tone> = {
  queued: "stay",
  accepted: "done",
  bounced: "gone",
  posted: "done",
  "to-post": "ask",
};

/** Letters with what became of their mails: a letter counts when the receiving server accepted it. */
export async function Letters({ request }: { request: DeskRequest }) {
  const [t, law] = [await getTranslations("desk.letters"), await getTranslations("law")];
  const { moment: at } = await dates();
  const { letters, reference } = request;
  const mails = request.mails.filter(({ kind }) => !letters.some((letter) => letter.kind === kind));
  const named = (kind: string) => (law.has(`letters.${kind}`) ? law(`letters.${kind}`) : kind);
  const state = (mail: string) => <Chip tone={tones[mail] ?? "stay"}>{t(`mail.${mail}`)}</Chip>;
  const sent = ({ mail, posted }: (typeof letters)[number]) => {
    if (posted !== null) return state(posted ? "posted" : "to-post");
    return mail ? state(mail) : t("no-mail");
  };
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">{t("title")}</h2>
      {letters.length + mails.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <ul className="answer">
          {letters.map((letter) => (
            <li key={letter.id}>
              <span>
                <a href={`/desk/requests/${reference}/letters/${letter.id}`}>{named(letter.kind)}</a>
                <span className="why">
                  {at(letter.madeAt)} · {law(`languages.${letter.language}`)}
                </span>
              </span>
              <span className="when">{sent(letter)}</span>
            </li>
          ))}
          {mails.map((mail) => (
            <li key={mail.kind + mail.madeAt}>
              <span>
                {named(mail.kind)}
                <span className="why">{at(mail.settledAt ?? mail.madeAt)}</span>
              </span>
              <span className="when">{state(mail.state)}</span>
            </li>
          ))}
        </ul>
      )}
      <LettersAhead reference={reference} letters={lettersToCome(request)} level={3} />
    </section>
  );
}
