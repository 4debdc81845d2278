/** An amount of euros as people type it ("14,50", "14.50", "14", "€ 14,50"), in cents; null when it is none. */
export function centsOf(typed: string): number | null {
  const [, euros, cents = ""] = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/€|EUR|\s/gi, "")) ?? [];
  return euros === undefined ? null : Number(euros) * 100 + Number(cents.padEnd(2, "0"));
}
