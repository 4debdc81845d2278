import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import * as z from "zod";
import { directionOf } from "../../../../../../lib/gdpr/language";
import type { Language } from "../../../../../../lib/gdpr/language";
import { deskLetter, type ShownLetter } from "../../../../../../lib/queries/desk/letter";
import { requireRole } from "../../../../../../lib/sign-in/actor";
import { letterToPost, type LetterToPost } from "../../../../../../lib/steps/decide/letter-to-post";
import { written } from "../../../../../my/_parts/written";
import { Blocks } from "../../../../../_components/blocks";
import { LetterFoot, LetterHead } from "../../../../../_components/letter-head";
import { Page } from "../../../../../_components/page";
import { dates } from "../../../../_parts/dates";
import { spacedReference } from "../../../../_parts/reference";
import { SealedFile } from "../../../../_parts/sealed-file";

type Props = { params: Promise<{ reference: string; letter: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.letter"))("title") };
}

/** A letter as it was sent, in its own language; one that goes by post can be printed with its address. */
export default async function LetterPage({ params }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const { reference, letter: id } = await params;
  const letter = z.uuid().safeParse(id).success ? await deskLetter(who, reference, id) : null;
  if (!letter) notFound();
  const toPost = letter.byPost ? await letterToPost(who, reference, id) : null;
  const [t, { moment }] = [await getTranslations("desk.letter"), await dates()];
  const { language } = letter;
  return (
    <Page area="desk" current="/desk">
      <p className="meta print:hidden">
        <a href={`/desk/requests/${reference}`} className="mono">
          {spacedReference(reference)}
        </a>{" "}
        / {t("made", { when: moment(letter.madeAt) })}
      </p>
      {letter.byPost && (
        <div className="print:hidden">
          <p className="lead">{t("to-post")}</p>
          {toPost ? (
            <p>
              {t("print")} {letter.task && <a href={`/desk/tasks/${letter.task}`}>{t("posted")}</a>}
            </p>
          ) : (
            <SealedFile
              reference={reference}
              page={`/desk/requests/${reference}/letters/${id}`}
              file={null}
              language={language}
            />
          )}
        </div>
      )}
      {toPost ? <Printed language={language} toPost={toPost} /> : <OnScreen letter={letter} />}
      {!toPost && <p className="meta print:hidden">{t("no-name")}</p>}
    </Page>
  );
}

function OnScreen({ letter: { language, title, blocks, head } }: { letter: ShownLetter }) {
  return (
    <article lang={language} dir={directionOf(language)} className="read">
      <LetterHead head={head} />
      <h1>{title}</h1>
      <Blocks blocks={blocks} />
      <LetterFoot head={head} />
    </article>
  );
}

/** As it goes into the envelope: the address where a window shows it. */
function Printed({ language, toPost }: { language: Language; toPost: LetterToPost }) {
  const { from, to, city, on, title, blocks, head } = toPost;
  return (
    <article lang={language} dir={directionOf(language)} className="read paper">
      <LetterHead head={head} />
      <address className="not-italic">
        <p className="meta mb-1">{from}</p>
        {to.map((line) => (
          <p key={line} className="mb-0">
            {line}
          </p>
        ))}
      </address>
      <p className="paper-day">
        {city}, {written(language, on)}
      </p>
      <h1>{title}</h1>
      <Blocks blocks={blocks} />
      <LetterFoot head={head} />
    </article>
  );
}
