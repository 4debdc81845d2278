"use client";
import { useEffect, useRef } from "react";
import { useFormState } from "./sending-form";

/** What has to be put right, at the top of the form, each line leading to its field. Nothing when all is well. */
export function ErrorSummary({ title }: { title: string }) {
  const { problems, mend } = useFormState();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} className="summary" role="alert" aria-labelledby="summary-title" tabIndex={-1} id="error-summary">
      <h2 id="summary-title">{title}</h2>
      <ul>
        {problems.map(({ field, sentence }) => (
          <li key={`${field} ${sentence}`}>
            <Said sentence={sentence} field={field} mend={mend} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Said({ sentence, field, mend }: { sentence: string; field: string | null; mend: string | undefined }) {
  if (field) return <a href={`#${field}`}>{sentence}</a>;
  if (!mend) return sentence;
  return (
    <a href={mend} target="_blank" rel="noreferrer">
      {sentence}
    </a>
  );
}
