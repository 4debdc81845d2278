import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { deskLetter } from "../../../../../../lib/queries/desk/letter";
import { requireRole } from "../../../../../../lib/sign-in/actor";
import { Blocks } from "../../../../../_components/blocks";
import { Page } from "../../../../../_components/page";
import { dates } from "../../../../_parts/dates";
import { spacedReference } from "../../../../_parts/reference";

type Props = { params: Promise<{ reference: string; letter: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.letter"))("title") };
}

/** A letter as it was sent, in its own language. */
export default async function LetterPage({ params }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const { reference, letter: id } = await params;
  const letter = z.uuid().safeParse(id).success ? await deskLetter(who, reference, id) : null;
  if (!letter) notFound();
  const [t, { moment }] = [await getTranslations("desk.letter"), await dates()];
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href={`/desk/requests/${reference}`} className="mono">
          {spacedReference(reference)}
        </a>{" "}
        / {t("made", { when: moment(letter.madeAt) })}
      </p>
      <article lang={letter.language} className="read">
        <h1>{letter.title}</h1>
        <Blocks blocks={letter.blocks} />
      </article>
      <p className="meta">{t("no-name")}</p>
    </Page>
  );
}
