import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { directionOf } from "../../../../../../lib/gdpr/language";
import { myLetter } from "../../../../../../lib/queries/my/letter";
import { Blocks } from "../../../../../_components/blocks";
import { LetterFoot, LetterHead } from "../../../../../_components/letter-head";
import { Page } from "../../../../../_components/page";
import { reader } from "../../../../_parts/reader";
import { written } from "../../../../_parts/written";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.letters"))("page-title") };
}

/** A letter as it was written, in the language it was written in. */
export default async function LetterPage({ params }: { params: Promise<{ reference: string; id: string }> }) {
  const who = await reader();
  const { reference, id } = await params;
  const letter = await myLetter(who, reference, id);
  if (!letter) notFound();
  const t = await getTranslations("my.letters");
  return (
    <Page area="my" current="/my">
      <p className="meta mono">
        <a className="inline-flex items-center min-h-11" href={`/my/requests/${reference}`}>
          {reference}
        </a>{" "}
        · {written(who.language, letter.on)}
      </p>
      <article lang={letter.language} dir={directionOf(letter.language)} aria-label={t("page-title")}>
        <LetterHead head={letter.head} />
        <h1>{letter.title}</h1>
        <Blocks blocks={letter.blocks} />
        <LetterFoot head={letter.head} />
      </article>
    </Page>
  );
}
