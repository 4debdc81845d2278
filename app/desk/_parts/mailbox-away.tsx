import { getTranslations } from "next-intl/server";
import { Note } from "../../_components/note";
import { dates } from "./dates";

/** Said on the queue as long as the mailbox for privacy matters cannot be read. */
export async function MailboxAway({ since }: { since: string | null }) {
  if (since === null) return null;
  const [t, { moment }] = [await getTranslations("desk.queue"), await dates()];
  return (
    <Note tone="gone">
      <p>{t("mailbox-away", { since: moment(since) })}</p>
    </Note>
  );
}
