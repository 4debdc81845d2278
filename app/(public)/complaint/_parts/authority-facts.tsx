import { getLocale, getTranslations } from "next-intl/server";
import type { Authority } from "../../../../lib/gdpr/authorities";
import { Facts } from "../../../_components/facts";
import { checkedWords } from "./checked-words";

/** One authority: how to reach it, and when that was last looked at. */
export async function AuthorityFacts({ authority: { name, url, contact, checkedOn } }: { authority: Authority }) {
  const t = await getTranslations("shell.complaint");
  return (
    <div className="read">
      <Facts
        lines={[
          [t("name"), <b key="name">{name}</b>],
          [
            t("website"),
            <a key="website" href={url} rel="noreferrer">
              {url}
            </a>,
          ],
          contact && [t("email"), <a key="email" href={`mailto:${contact.email}`}>{contact.email}</a>], // prettier-ignore
          contact && [t("post"), contact.post],
          [t("checked"), checkedWords(checkedOn, await getLocale())],
        ]}
      />
      {contact && !contact.confirmed && <p className="meta">{t("unconfirmed")}</p>}
    </div>
  );
}
