import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Page } from "../../../_components/page";

/** Pages that are reached from the duties, by the name of their words. */
type Beside = "duty-changes" | "files" | "sweeps" | "tax-years";

/** The title of such a page. */
export async function titleOf(words: Beside): Promise<Metadata> {
  return { title: (await getTranslations(`desk.${words}`))("title") };
}

/** A page that is reached from the duties: the way back, its title, one sentence, then what it is about. */
export async function BesideDuties({ words, lead, children }: { words: Beside; lead: string; children: ReactNode }) {
  const t = await getTranslations(`desk.${words}`);
  return (
    <Page area="desk" current="/desk/duties">
      <p className="meta">
        <a href="/desk/duties">{t("duties")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{lead}</p>
      {children}
    </Page>
  );
}
