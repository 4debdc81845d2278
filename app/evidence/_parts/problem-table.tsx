import { getTranslations } from "next-intl/server";
import { Table } from "../../_components/table";

type Problem = { file: string; line: number; code: string };

/** Every problem by file and line. */
export async function ProblemTable({ problems, more }: { problems: readonly Problem[]; more: number }) {
  const [t, law] = [await getTranslations("evidence.problems"), await getTranslations("law")];
  const inWords = (code: string) =>
    law.has(`problems.${code}`) ? law(`problems.${code}`) : law("problems.other", { code });
  const rows = problems.map((problem, index) => ({ ...problem, index }));
  return (
    <>
      <h2>{t("title")}</h2>
      <Table
        caption={t("title")}
        rows={rows}
        rowKey={({ index }) => String(index)}
        columns={[
          { head: t("file"), names: true, className: "mono", cell: ({ file }) => file },
          { head: t("line"), number: true, cell: ({ line }) => line || "–" },
          { head: t("what"), cell: ({ code }) => inWords(code) },
          { head: t("code"), className: "meta", cell: ({ code }) => code },
        ]}
      />
      {more > 0 && <p className="meta mt-4">{t("more", { count: more })}</p>}
    </>
  );
}
