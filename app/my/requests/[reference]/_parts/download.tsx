import { getTranslations } from "next-intl/server";
import type { Actor } from "../../../../../lib/actor";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { Actions, Button, ButtonLink } from "../../../../_components/button";
import { Note } from "../../../../_components/note";
import { sized, written, type Locale } from "../../../_parts/written";

const doors = { account: "/sign-in?fresh=1&", address: "/sign-in/link?" } as const;
const problems = ["expired", "used-up", "not-ready", "not-fresh", "no-grant", "stopped"] as const;

type Props = { request: RequestView; who: Actor & { language: Locale }; problem: string | null };

/** The way to the copy: prove again who you are, then one press opens it for an hour. */
export async function Download({ request, who, problem }: Props) {
  const t = await getTranslations("my.download");
  const { copy, reference, phase, manner } = request;
  const files = manner === "portability";
  const known = problems.find((one) => one === problem);
  if (!copy) return phase === "ready" || known ? <Said sentence={t(known ?? "not-ready")} /> : null;
  const here = `/my/requests/${reference}`;
  const facts = { size: sized(who.language, copy.bytes), until: written(who.language, copy.until), left: copy.left };
  return (
    <section aria-label={t(files ? "label-portability" : "label")}>
      {known && <Said sentence={t(known)} />}
      <p>{t(copy.left > 0 ? "facts" : "used-up", facts)}</p>
      {copy.left > 0 && copy.mayOpen && (
        <form method="post" action={`/api/package/${reference}`}>
          <Actions>
            <Button>{t(files ? "button-portability" : "button")}</Button>
          </Actions>
        </form>
      )}
      {copy.left > 0 && !copy.mayOpen && (
        <>
          <p>{t(`fresh-${copy.way}`, { minutes: copy.freshMinutes })}</p>
          <Actions>
            <ButtonLink href={`${doors[copy.way]}to=${encodeURIComponent(here)}`}>{t("sign-in")}</ButtonLink>
          </Actions>
        </>
      )}
    </section>
  );
}

function Said({ sentence }: { sentence: string }) {
  return (
    <Note tone="stay">
      <p>{sentence}</p>
    </Note>
  );
}
