/** A reference in groups of four, as people read it out. */
export const spacedReference = (reference: string): string => `R-${reference.slice(2).replace(/(.{4})(?=.)/g, "$1 ")}`;

export function Reference({ of, href }: { of: string; href?: string }) {
  const text = <span className="mono whitespace-nowrap">{spacedReference(of)}</span>;
  return href ? <a href={href}>{text}</a> : text;
}
