import { getTranslations } from "next-intl/server";
import type { CheckedFile } from "../../../../lib/queries/desk/policy";
import { Note } from "../../../_components/note";
import { Table } from "../../../_components/table";

/** What `rightful policy check` finds in the file, and whether the file is what decides. */
export async function Check({ file }: { file: CheckedFile | "unreadable" }) {
  const t = await getTranslations("desk.policy.check");
  return (
    <section aria-labelledby="check">
      <h2 id="check">{t("title")}</h2>
      {file === "unreadable" ? (
        <Note tone="gone">{t("unreadable")}</Note>
      ) : (
        <>
          {!file.running && <Note tone="stay">{t("changed")}</Note>}
          <p>{t("found", { count: file.problems.length })}</p>
          {file.problems.length > 0 && (
            <Table
              caption={t("title")}
              rows={file.problems}
              rowKey={({ line, path, message }) => `${line} ${path} ${message}`}
              columns={[
                { head: t("line"), number: true, cell: ({ line }) => line },
                { head: t("path"), names: true, cell: ({ path }) => path },
                // The sentences are those of the command line, which speaks English.
                { head: t("message"), cell: ({ message }) => <span lang="en">{message}</span> },
              ]}
            />
          )}
        </>
      )}
      <p className="meta">{t("databases")}</p>
    </section>
  );
}
