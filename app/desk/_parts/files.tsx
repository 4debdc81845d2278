import { getTranslations } from "next-intl/server";
import type { FileLine } from "../../../lib/gdpr/attached";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { Button } from "../../_components/button";
import { dates } from "./dates";

/** Files that came with the request: what they are, never what they are called, each one recorded press away. */
export async function Files({ request: { files } }: { request: DeskRequest }) {
  if (files.length === 0) return null;
  const [t, { moment: at }] = [await getTranslations("desk.files-with"), await dates()];
  return (
    <section aria-labelledby="files">
      <h2 id="files">{t("title")}</h2>
      <FileList files={files} about={(index) => at(files[index]?.keptAt ?? "")} />
    </section>
  );
}

type Listed = { files: readonly FileLine[]; about?: (index: number) => string; path?: string };

/** A form for each, not a link: nothing may fetch a file ahead. */
export async function FileList({ files, about, path = "/api/file" }: Listed) {
  const t = await getTranslations("desk.files-with");
  return (
    <>
      <p>{t("recorded")}</p>
      <ul className="answer">
        {files.map(({ id, type, bytes }, index) => (
          <li key={id}>
            <span>
              {t("name", { no: index + 1, type: t(`types.${type}`) })}
              <span className="why">
                {t("size", { kilobytes: Math.max(1, Math.round(bytes / 1000)) })}
                {about && ` · ${about(index)}`}
              </span>
            </span>
            <form action={`${path}/${id}`} method="post" className="when">
              <Button look="link">{t("take", { no: index + 1 })}</Button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
}
