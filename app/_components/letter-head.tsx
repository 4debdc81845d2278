export type Head = {
  name: string;
  address: string[];
  contact: string[];
  facts: string[];
  logo: { type: string; data: string } | null;
};

/** The company at the head of its letter, as the letter keeps it; nothing for a letter of before there were heads. */
export function LetterHead({ head }: { head: Head | undefined }) {
  if (!head) return null;
  const { name, address, contact, logo } = head;
  return (
    <header className="letter-head">
      <p>
        {/* oxlint-disable-next-line next/no-img-element -- it comes with the letter, and needs no script */}
        {logo && <img src={`data:${logo.type};base64,${logo.data}`} alt="" height={40} />}
        <b>{name}</b>
      </p>
      <p className="meta">
        {[...address, ...contact].map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
    </header>
  );
}

/** What a business letter has to name besides, at its end. */
export function LetterFoot({ head }: { head: Head | undefined }) {
  if (!head || head.facts.length === 0) return null;
  return (
    <footer className="letter-foot meta">
      {head.facts.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </footer>
  );
}
