import { getTranslations } from "next-intl/server";
import { mostFileBytes, mostFiles } from "../../lib/gdpr/attached";
import { FileField } from "./file-field";

/** The field for files of a form, in the words that all of them have; what they are good for is said by the form. */
export async function Attachments({ label, why }: { label: string; why: string }) {
  const t = await getTranslations("shell.files");
  const limits = { files: mostFiles, megabytes: mostFileBytes / 1_000_000 };
  return (
    <FileField
      name="files"
      label={label}
      hint={`${why} ${t("limits", limits)}`}
      tooMuch={t("too-much", limits)}
      again={t("again")}
    />
  );
}
