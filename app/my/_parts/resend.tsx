"use client";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { useFormState } from "../../_components/sending-form";

/** Everything of the last sending, which goes along once more; the person's own words can be read. */
export function Resend({ title, button }: { title: string; button: string }) {
  const { values } = useFormState();
  if (Object.keys(values).length === 0) return null;
  const words = ["statement", "words"].flatMap((name) => values[name] ?? []).filter((one) => one !== "");
  return (
    <>
      <ErrorSummary title={title} />
      {words.map((one) => (
        <blockquote key={one} className="read border-s-4 border-line ps-4 mb-4 whitespace-pre-line wrap-anywhere">
          {one}
        </blockquote>
      ))}
      <Hidden values={values} />
      <Actions>
        <Button>{button}</Button>
      </Actions>
    </>
  );
}
