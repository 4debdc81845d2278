"use client";
import { useState } from "react";
import { fileForm, fileTypes, mostFileBytes, mostFiles } from "../../lib/gdpr/attached";
import { useFormState } from "./sending-form";
import { describedBy, FieldAbout, fieldClass } from "./field-about";

type Field = {
  name: string;
  label: string;
  /** What is taken, and how much. */
  hint: string;
  /** Said at once, and what was chosen is left out: it would be sent for nothing. */
  tooMuch: string;
  /** A browser gives no form its files back: said when something else has to be put right. */
  again: string;
};

/** Files beside what is typed: several at once, by what is in them. */
export function FileField({ name, label, hint, tooMuch, again }: Field) {
  const { problems } = useFormState();
  const [isTooMuch, setTooMuch] = useState(false);
  const told = problems.find(({ field }) => field === name)?.sentence;
  const wrong = isTooMuch ? tooMuch : (told ?? null);
  const help = problems.length > 0 && !told ? `${hint} ${again}` : hint;
  return (
    <div className={fieldClass(wrong)} aria-live="polite">
      <label htmlFor={name}>{label}</label>
      <FieldAbout name={name} hint={help} wrong={wrong} />
      <input
        id={name}
        name={name}
        type="file"
        multiple
        accept={fileTypes.map((type) => fileForm[type].media).join()}
        className="input"
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describedBy({ name, hint: help, wrong })}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          const isOver = files.length > mostFiles || files.reduce((sum, { size }) => sum + size, 0) > mostFileBytes;
          if (isOver) target.value = "";
          setTooMuch(isOver);
        }}
      />
    </div>
  );
}
