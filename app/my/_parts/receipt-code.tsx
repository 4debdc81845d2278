import { getTranslations } from "next-intl/server";
import { receiptMinutes } from "../../../lib/steps/ask/reference";

/**
 * What the code is good for, and a way to keep it that needs no pen: a small file with reference and code, which the browser writes from
 * this page. Nothing is asked of the portal for it, so no address holds the code.
 */
export async function ReceiptCode({ code, references }: { code: string; references: readonly string[] }) {
  const t = await getTranslations("my.done");
  const facts = { references: references.join(", "), code };
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(t("code-file", facts))}`;
  return (
    <>
      <p>{t("code-why", { minutes: receiptMinutes })}</p>
      <p>
        <a href={file} download={`${references[0] ?? ""}.txt`}>
          {t("code-save")}
        </a>
      </p>
    </>
  );
}
