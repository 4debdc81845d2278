import { getTranslations } from "next-intl/server";

/** A heading of the page, by its id, with those below it. */
export type Place = { id: string; label: string; below?: readonly Place[] };

/** What stands on a long page and where, for whoever would have to scroll far; closed at first, and not on paper. */
export async function Contents({ places }: { places: readonly Place[] }) {
  const t = await getTranslations("desk.contents");
  return (
    <nav aria-label={t("title")} className="mb-6 print:hidden">
      <details>
        <summary>{t("title")}</summary>
        <Places places={places} />
      </details>
    </nav>
  );
}

function Places({ places }: { places: readonly Place[] }) {
  return (
    <ul className="plain">
      {places.map(({ id, label, below }) => (
        <li key={id}>
          <a href={`#${id}`}>{label}</a>
          {below && <Places places={below} />}
        </li>
      ))}
    </ul>
  );
}
