import { getTranslations } from "next-intl/server";
import type { Inbound, WaitingMail } from "../../../lib/queries/desk/inbound";
import { Chip } from "../../_components/chip";
import { Table } from "../../_components/table";
import { dates } from "./dates";

/** Mails that may be requests, the oldest first: the month runs from when the mail server had them. */
export async function WaitingMails({ inbound: { mails, more, readAt } }: { inbound: Inbound }) {
  const [t, { moment }] = [await getTranslations("desk.mails"), await dates()];
  return (
    <section aria-labelledby="mails" className="mb-8">
      <h2 id="mails">{t("title")}</h2>
      {mails.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <Table<WaitingMail>
          caption={t("caption")}
          rows={mails}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t("received"),
              names: true,
              cell: ({ id, receivedAt }) => <a href={`/desk/intake/mail/${id}`}>{moment(receivedAt)}</a>,
            },
            { head: t("waits"), cell: ({ days, late }) => <Waits days={days} late={late} /> },
            { head: t("files"), number: true, cell: ({ files }) => files },
            { head: t("state"), cell: ({ first }) => t(`states.${first ?? "open"}`) },
          ]}
        />
      )}
      {more > 0 && <p className="meta">{t("more", { count: more })}</p>}
      <p className="meta">{readAt ? t("read", { at: moment(readAt) }) : t("never-read")}</p>
    </section>
  );
}

async function Waits({ days, late }: Pick<WaitingMail, "days" | "late">) {
  const t = await getTranslations("desk.mails");
  const said = t("days", { count: days });
  return late ? <Chip tone="gone">{said}</Chip> : said;
}
