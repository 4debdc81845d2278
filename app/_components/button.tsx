import type { ReactNode } from "react";

type Look = "act" | "quiet" | "warn" | "link";
const classes = (look: Look) => (look === "act" ? "button" : `button ${look}`);

/** Sends the form it stands in. One button of the look `act` a page: the next thing to press. */
export function Button({
  children,
  look = "act",
  name,
  value,
}: {
  children: ReactNode;
  look?: Look;
  name?: string;
  value?: string;
}) {
  return (
    <button type="submit" className={classes(look)} name={name} value={value}>
      {children}
    </button>
  );
}

/** A link that looks like a button: goes somewhere, changes nothing. */
export function ButtonLink({ href, children, look = "act" }: { href: string; children: ReactNode; look?: Look }) {
  return (
    <a href={href} className={classes(look)}>
      {children}
    </a>
  );
}

/** Buttons side by side, one under the other when narrow. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>;
}
