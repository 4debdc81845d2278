/** What is wrong with a policy file: where it stands, and a sentence that says how to mend it. */
export type Problem = { line: number; path: string; message: string };

/** A problem before it has a line: the keys that lead to it. */
export type Finding = { at: readonly (string | number)[]; message: string };

export const finding = (at: readonly (string | number)[], message: string): Finding => ({ at, message });

/** Thrown where a policy with problems was to be used. */
export class PolicyProblems extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly Problem[],
  ) {
    super(
      [`${file} has problems:`, ...problems.map(({ line, path, message }) => `${line}: ${path}: ${message}`)].join(
        "\n",
      ),
    );
  }
}
