import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import type { Opening } from "../../../../../lib/queries/my/copy";
import { myRequest } from "../../../../../lib/queries/my/request";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button, ButtonLink } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { Facts } from "../../../../_components/facts";
import { Hidden } from "../../../../_components/hidden";
import { Page } from "../../../../_components/page";
import { reader } from "../../../_parts/reader";
import { listed } from "../../../_parts/written";
import { CancelTransfer } from "../_parts/cancel-transfer";
import { confirmTransferAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.send.check"))("title") };
}

const doors = { account: "/sign-in?fresh=1&", address: "/sign-in/link?" } as const;

/** What would go where, and the one press that sends it; nothing has left yet. */
export default async function CheckSend({ params }: { params: Promise<{ reference: string }> }) {
  const who = await reader();
  const { reference } = await params;
  const request = await myRequest(who, reference);
  if (!request) notFound();
  const { transfer, outcome } = request;
  if (transfer?.state !== "named") redirect(`/my/requests/${reference}`);
  const [t, shell] = [await getTranslations("my.send.check"), await getTranslations("shell")];
  const { company, host, ascii, url, code, opening } = transfer;
  const handed = (outcome?.lines ?? []).filter(({ fate }) => fate === "handed-out");
  const kinds = [...new Set(handed.map(({ label }) => label))];
  return (
    <Page area="my" current="/my">
      <p className="meta mono">{reference}</p>
      <h1>{t("headline", { company })}</h1>
      <p className="lead">{t("lead")}</p>
      <Facts
        lines={[
          [t("company"), company],
          [t("server"), <b key="host">{host}</b>],
          ascii === null ? null : [t("ascii"), <code key="ascii">{ascii}</code>],
          [
            t("address"),
            <span key="url" className="wrap-anywhere">
              {url}
            </span>,
          ],
          [t("what"), t("file")],
          kinds.length > 0 ? [t("kinds"), listed(who.language, kinds)] : null,
          [t("code"), t(code ? "code-yes" : "code-no")],
        ]}
      />
      {ascii !== null && <p className="note stay">{t("ascii-why")}</p>}
      <ul className="plain">
        <li>{t("sure")}</li>
        <li>{t("theirs", { company })}</li>
        <li>{t("stays")}</li>
      </ul>
      {opening.mayOpen ? (
        <ActionForm action={confirmTransferAction} label={t("button", { host })}>
          <ErrorSummary title={shell("problems.title")} />
          <Hidden values={{ reference, transfer: transfer.id }} />
          <Actions>
            <Button>{t("button", { host })}</Button>
            <ButtonLink look="quiet" href="/my/send">
              {t("change")}
            </ButtonLink>
          </Actions>
        </ActionForm>
      ) : (
        <Fresh opening={opening} here={`/my/requests/${reference}/send`} />
      )}
      <CancelTransfer reference={reference} />
    </Page>
  );
}

async function Fresh({ opening: { way, freshMinutes }, here }: { opening: Opening; here: string }) {
  const t = await getTranslations("my.send.check");
  return (
    <>
      <p>{t(`fresh-${way}`, { minutes: freshMinutes })}</p>
      <Actions>
        <ButtonLink href={`${doors[way]}to=${encodeURIComponent(here)}`}>{t("sign-in")}</ButtonLink>
        <ButtonLink look="quiet" href="/my/send">
          {t("change")}
        </ButtonLink>
      </Actions>
    </>
  );
}
