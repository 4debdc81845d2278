import { getTranslations } from "next-intl/server";
import { contacts } from "../../../lib/queries/my/contacts";
import { reader } from "./reader";

const byLetter = ["correct", "pause", "take", "decision", "not-customer"] as const;

/** What else one may want, and what to do today: a person takes it by hand, with the same date and the same answer. */
export async function OtherWishes() {
  const t = await getTranslations("my.wishes");
  const { email, controller } = contacts(await reader());
  return (
    <section aria-labelledby="other-wishes">
      <h2 id="other-wishes">{t("title")}</h2>
      <ul className="plain">
        <li>{t.rich("say-no", { b: (words) => <b>{words}</b>, a: (words) => <a href="/my/objection">{words}</a> })}</li>
        <li>{t.rich("consent", { b: (words) => <b>{words}</b>, a: (words) => <a href="/my/consents">{words}</a> })}</li>
      </ul>
      <p>
        {t.rich("by-hand", {
          controller,
          address: () => <a href={`mailto:${email}`}>{email}</a>,
        })}
      </p>
      <ul className="plain">
        {byLetter.map((wish) => (
          <li key={wish}>{t.rich(wish, { b: (words) => <b>{words}</b> })}</li>
        ))}
        <li>{t.rich("complain", { b: (words) => <b>{words}</b>, a: (words) => <a href="/complaint">{words}</a> })}</li>
      </ul>
      <p>{t("shop")}</p>
    </section>
  );
}
