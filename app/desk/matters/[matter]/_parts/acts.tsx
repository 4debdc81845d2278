import { getTranslations } from "next-intl/server";
import type { Matter } from "../../../../../lib/queries/desk/matters";
import { Actions, ButtonLink } from "../../../../_components/button";
import { FormField } from "../../../../_components/form-field";
import { StepForm } from "../../../_parts/step-form";
import { closeMatterAction } from "../close-action";
import { linkAction } from "../link-action";

/** Another request that it is about; its data are held from then on. */
export async function Link({ matter }: { matter: Matter }) {
  const t = await getTranslations("desk.matter");
  return (
    <>
      <h2>{t("link")}</h2>
      {/* Anew after each link: with JavaScript a form keeps what was typed into it. */}
      <StepForm key={matter.requests} action={linkAction} values={{ matter: matter.id }} button={t("link-button")}>
        <FormField
          name="reference"
          label={t("link-reference")}
          hint={t("link-hint")}
          spellCheck={false}
          maxLength={40}
        />
      </StepForm>
    </>
  );
}

export async function Order({ matter }: { matter: Matter }) {
  const t = await getTranslations("desk.matter");
  return (
    <>
      <h2>{t("order")}</h2>
      <p>{t("order-what")}</p>
      <Actions>
        <ButtonLink look="quiet" href={`/desk/matters/${matter.id}/order`}>
          {t("order-button")}
        </ButtonLink>
      </Actions>
    </>
  );
}

export async function Close({ matter }: { matter: Matter }) {
  const t = await getTranslations("desk.matter");
  return (
    <>
      <h2>{t("close")}</h2>
      <p>{t("close-what")}</p>
      {matter.closedByOther ? (
        <p>{t("close-other")}</p>
      ) : (
        <StepForm action={closeMatterAction} values={{ matter: matter.id }} button={t("close-button")} look="warn">
          <FormField name="ended" label={t("ended")} hint={t("ended-hint")} rows={3} maxLength={10_000} />
        </StepForm>
      )}
    </>
  );
}
