import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { Actions, Button, ButtonLink } from "../../../../_components/button";
import { Note } from "../../../../_components/note";
import { written, type Locale } from "../../../_parts/written";

const doors = { account: "/sign-in?fresh=1&", address: "/sign-in/link?" } as const;
const problems = ["not-ready", "not-fresh"] as const;

type Props = { request: RequestView; locale: Locale; problem: string | null };

/** What the person can keep to prove later what they were answered. */
export async function Proof({ request, locale, problem }: Props) {
  const { proof, reference, fileUntil, right } = request;
  if (!proof) return null;
  const t = await getTranslations("my.proof");
  const known = problems.find((one) => one === problem);
  const here = `/my/requests/${reference}`;
  return (
    <section id="proof">
      <h2>{t("title")}</h2>
      {known && (
        <Note tone="stay">
          <p>{t(known)}</p>
        </Note>
      )}
      <p>{t("what", { right })}</p>
      {fileUntil && <p className="meta">{t("until", { date: written(locale, fileUntil) })}</p>}
      {proof.mayTake ? (
        <form method="post" action={`/api/proof/${reference}`}>
          <Actions>
            <Button look="quiet">{t("button")}</Button>
          </Actions>
        </form>
      ) : (
        <>
          <p>{t(`fresh-${proof.way}`, { minutes: proof.freshMinutes })}</p>
          <Actions>
            <ButtonLink look="quiet" href={`${doors[proof.way]}to=${encodeURIComponent(here)}`}>
              {t("sign-in")}
            </ButtonLink>
          </Actions>
        </>
      )}
    </section>
  );
}
