/** The beginning of a hash, enough to compare by eye: "9f2c 41ab". */
export const spacedHash = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
