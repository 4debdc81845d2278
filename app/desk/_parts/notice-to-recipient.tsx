import { getLocale, getTranslations } from "next-intl/server";
import { noticeText, type Notice } from "../../../lib/queries/desk/notice";
import type { PersonFile } from "../../../lib/steps/decide/look";
import { SealedFile } from "./sealed-file";

/** Art. 19: the words for a recipient, ready to copy; the person stands in them once somebody looked into the file. */
export async function NoticeToRecipient({
  task,
  notice,
  file,
}: {
  task: string;
  notice: Notice;
  file: PersonFile | null;
}) {
  const t = await getTranslations("desk.notice");
  const locale = await getLocale();
  const known = file && ([file.account, file.email].filter(Boolean).join(", ") || file.name);
  const fields = notice.action === "correct" ? (file?.corrections ?? []).flatMap((one) => one.fields) : [];
  const text = noticeText(
    notice,
    known || null,
    fields.map(({ label, after }) => `${label[notice.language]}: ${after ?? "–"}`),
  );
  return (
    <>
      <p>{t("who", { recipient: notice.recipient, does: notice.does[locale], way: t(`ways.${notice.way}`) })}</p>
      {file === null && (
        <SealedFile reference={notice.reference} page={`/desk/tasks/${task}`} file={null} language={notice.language} />
      )}
      <h2>{t("title")}</h2>
      <p className="meta">{t(file ? "copy" : "gap")}</p>
      <div
        lang={notice.language}
        className="read border border-line rounded-round p-4 mb-8 whitespace-pre-line wrap-anywhere"
      >
        {text}
      </div>
    </>
  );
}
