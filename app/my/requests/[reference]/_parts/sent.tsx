import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import type { TransferReceipt } from "../../../../../lib/queries/my/transfer";
import { Actions, ButtonLink } from "../../../../_components/button";
import { Facts } from "../../../../_components/facts";
import { sized, writtenInstant, type Locale } from "../../../_parts/written";
import { CancelTransfer } from "./cancel-transfer";

/** Where the data went, or are to go, and what came of it: the receipt as it stands in the letter. */
export async function Sent({ request, locale }: { request: RequestView; locale: Locale }) {
  const { transfer, reference, zone, closedOn } = request;
  if (!transfer) return null;
  const t = await getTranslations("my.send");
  const { state, company, host, again, mayCancel, receipt } = transfer;
  const word = state === "confirmed" && again ? "again" : state;
  return (
    <section aria-labelledby="sent">
      <h2 id="sent">{t("section", { company })}</h2>
      <p>{t(`states.${word}`, { company, host })}</p>
      {receipt && <Facts lines={[[t("check.server"), host], ...(await receiptLines(receipt, zone, locale))]} />}
      {state === "named" && closedOn === null && (
        <Actions>
          <ButtonLink href={`/my/requests/${reference}/send`}>{t("look")}</ButtonLink>
        </Actions>
      )}
      {mayCancel && closedOn === null && <CancelTransfer reference={reference} />}
    </section>
  );
}

type Line = [string, React.ReactNode];

async function receiptLines(told: TransferReceipt, zone: string, locale: Locale): Promise<Line[]> {
  const t = await getTranslations("my.send.receipt");
  const { at, bytes, sha256, status, receipt } = told;
  return [
    [t("at"), writtenInstant(locale, at, zone)],
    ...(bytes === null ? [] : [[t("bytes"), sized(locale, bytes)] as Line]),
    ...(sha256 === null
      ? []
      : [
          [
            t("sha256"),
            <code key="sha256" className="wrap-anywhere">
              {sha256}
            </code>,
          ] as Line,
        ]),
    ...(status === null ? [] : [[t("status"), String(status)] as Line]),
    ...(receipt === null
      ? []
      : [
          [
            t("number"),
            <span key="number" className="mono wrap-anywhere">
              {receipt}
            </span>,
          ] as Line,
        ]),
  ];
}
