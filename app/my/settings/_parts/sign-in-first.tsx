import { getTranslations } from "next-intl/server";
import { contacts } from "../../../../lib/queries/my/contacts";
import { Note } from "../../../_components/note";
import { ButtonLink } from "../../../_components/button";
import { reader } from "../../_parts/reader";

/** In place of a question that is asked only right after a sign-in by account: why, and whom somebody without one writes to. */
export async function SignInFirst({ why, to }: { why: string; to: string }) {
  const { email } = contacts(await reader());
  const t = await getTranslations("my.settings");
  return (
    <Note>
      <p>{why}</p>
      <ButtonLink href={`/sign-in?fresh=1&to=${to}`}>{t("sign-in-again")}</ButtonLink>
      <p>{t.rich("without-account", { address: () => <a href={`mailto:${email}`}>{email}</a> })}</p>
    </Note>
  );
}
