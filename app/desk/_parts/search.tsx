import { getTranslations } from "next-intl/server";

/** Finds one request by its exact reference; a plain form, so that it works without a script. */
export async function Search({ action, typed, unknown }: { action: string; typed: string; unknown: boolean }) {
  const t = await getTranslations("desk.search");
  return (
    <form action={action} method="get" role="search" className="mb-6">
      <div className={unknown ? "field has-problem" : "field"}>
        <label htmlFor="reference">{t("label")}</label>
        {unknown && (
          <p className="wrong" id="reference-wrong">
            {t("unknown")}
          </p>
        )}
        <div className="flex flex-wrap gap-3">
          <input
            id="reference"
            name="reference"
            className="input grow basis-48 w-auto"
            defaultValue={typed}
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={unknown ? true : undefined}
            aria-describedby={unknown ? "reference-wrong" : undefined}
          />
          <button type="submit" className="button quiet">
            {t("button")}
          </button>
        </div>
      </div>
    </form>
  );
}
