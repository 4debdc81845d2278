/** Patterns of file names as a shell has them: `*` and `?` within one name; neither stands for a leading dot. */

/** Whether a path below the folder fits the pattern. */
export function matches(pattern: string, path: string): boolean {
  const [wanted, found] = [pattern.split("/"), path.split("/")];
  return wanted.length === found.length && wanted.every((part, at) => expression(part).test(found[at] ?? ""));
}

function expression(part: string): RegExp {
  const text = part
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(part.startsWith(".") ? `^${text}$` : `^(?!\\.)${text}$`, "s");
}
