import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import * as z from "zod";
import { requireRole } from "../../../../../lib/sign-in/actor";
import { mailShown, type MailShown } from "../../../../../lib/steps/inbound/look";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button, ButtonLink } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { Facts } from "../../../../_components/facts";
import { FormField } from "../../../../_components/form-field";
import { Hidden } from "../../../../_components/hidden";
import { Note } from "../../../../_components/note";
import { Page } from "../../../../_components/page";
import { dates } from "../../../_parts/dates";
import { FileList } from "../../../_parts/files";
import { Reference } from "../../../_parts/reference";
import { Quoted } from "../../../_parts/sealed-file";
import type { StepForm } from "../../../_parts/step-form";
import {
  confirmDismissalAction,
  dismissMailAction,
  keepMailAction,
  lookIntoMailAction,
  remindByMailAction,
} from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.mail"))("title") };
}

/** A mail that may be a request: whoever reads it makes one of it, counts it as a reminder, or says that it is none. */
export default async function MailPage({ params }: { params: Promise<{ mail: string }> }) {
  const who = await requireRole("reviewer", "dpo");
  const id = z.uuid().safeParse((await params).mail);
  const mail = id.success ? await mailShown(who, id.data) : null;
  if (!mail) notFound();
  const [t, { long }] = [await getTranslations("desk.mail"), await dates()];
  const { state, receivedOn, receivedTime, words, gone, files } = mail;
  return (
    <Page area="desk" current="/desk/intake">
      <p className="meta">
        <a href="/desk/intake">{t("back")}</a>
      </p>
      <h1>{t("headline", { on: long(receivedOn) })}</h1>
      <p className="lead">{t(`lead.${state}`, { time: receivedTime })}</p>
      {words && <Said words={words} />}
      {!words && (gone ? <p>{t("gone")}</p> : <Look mail={mail.id} />)}
      {words && files.length > 0 && (
        <section aria-labelledby="files">
          <h2 id="files">{t("files")}</h2>
          <FileList files={files} path="/api/mail-file" />
        </section>
      )}
      {words && state === "open" && <Choices mail={mail} words={words} />}
    </Page>
  );
}

type Words = NonNullable<MailShown["words"]>;

async function Look({ mail }: { mail: string }) {
  const [t, shell] = [await getTranslations("desk.mail"), await getTranslations("shell")];
  return (
    <ActionForm action={lookIntoMailAction} label={t("look")}>
      <ErrorSummary title={shell("problems.title")} />
      <p>{t("sealed")}</p>
      <Hidden values={{ mail }} />
      <Button>{t("look")}</Button>
    </ActionForm>
  );
}

/** Sender, subject and text, as text: nothing of what a sender wrote is run or loaded. */
async function Said({ words }: { words: Words }) {
  const t = await getTranslations("desk.mail");
  const { from, subject, text, cut, left, unread } = words;
  return (
    <>
      <Facts
        lines={[
          [t("from"), from.email ? <span className="wrap-anywhere">{sender(from)}</span> : t("no-sender")],
          [
            t("subject"),
            <span key="subject" className="wrap-anywhere">
              {subject || t("no-subject")}
            </span>,
          ],
        ]}
      />
      <p className="meta">{t("from-is-no-proof")}</p>
      <h2>{t("text")}</h2>
      {text ? <Quoted text={text} /> : <p>{t(unread ? `unread.${unread}` : "no-text")}</p>}
      {cut && <p>{t("cut")}</p>}
      {left > 0 && <p>{t("left", { count: left })}</p>}
    </>
  );
}

const sender = ({ name, email }: Words["from"]): string => (name ? `${name} <${email}>` : email);

async function Choices({ mail, words }: { mail: MailShown; words: Words }) {
  const t = await getTranslations("desk.mail");
  const { id, first } = mail;
  return (
    <>
      <h2>{t("request")}</h2>
      <p>{t("request-why")}</p>
      <Actions>
        <ButtonLink href={`/desk/intake?mail=${id}`}>{t("take")}</ButtonLink>
      </Actions>
      <h2>{t("reminder")}</h2>
      <p>{t("reminder-why")}</p>
      <Open words={words} />
      <Quiet action={remindByMailAction} values={{ mail: id }} button={t("remind")}>
        <FormField
          name="reference"
          label={t("reference")}
          value={words.open.length === 1 ? (words.open[0]?.reference ?? "") : ""}
          autoComplete="off"
        />
      </Quiet>
      <h2>{t("none")}</h2>
      {first ? <Second mail={id} mine={first.mine} reason={words.reason} /> : <First mail={id} />}
    </>
  );
}

/** Open requests of the address, which whoever wrote may have meant. */
async function Open({ words: { open } }: { words: Words }) {
  const [t, law, { short }] = [await getTranslations("desk.mail"), await getTranslations("law"), await dates()];
  if (open.length === 0) return <p>{t("none-open")}</p>;
  return (
    <ul>
      {open.map(({ reference, right, dueOn }) => (
        <li key={reference}>
          <Reference of={reference} href={`/desk/requests/${reference}`} /> · {law(`rights.${right}`)} ·{" "}
          {t("due", { on: short(dueOn) })}
        </li>
      ))}
    </ul>
  );
}

async function First({ mail }: { mail: string }) {
  const t = await getTranslations("desk.mail");
  return (
    <Quiet action={dismissMailAction} values={{ mail }} button={t("dismiss")}>
      <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={3} maxLength={2_000} />
    </Quiet>
  );
}

async function Second({ mail, mine, reason }: { mail: string; mine: boolean; reason: string | null }) {
  const t = await getTranslations("desk.mail");
  return (
    <>
      <Note tone="stay">
        <p>{t(mine ? "waits-for-other" : "waits-for-you")}</p>
        {reason && <Quoted text={reason} />}
      </Note>
      {!mine && <Quiet action={confirmDismissalAction} values={{ mail }} button={t("confirm")} />}
      <Quiet action={keepMailAction} values={{ mail }} button={t("keep")} />
    </>
  );
}

type Form = Pick<Parameters<typeof StepForm>[0], "action" | "values"> & { button: string; children?: React.ReactNode };

/** One of several ways on: none of them is the next thing to press. */
async function Quiet({ action, values, button, children }: Form) {
  const t = await getTranslations("shell.problems");
  return (
    <ActionForm action={action} label={button} className="mb-4">
      <ErrorSummary title={t("title")} />
      <Hidden values={values} />
      {children}
      <Button look="quiet">{button}</Button>
    </ActionForm>
  );
}
