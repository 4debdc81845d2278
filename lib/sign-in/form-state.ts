/** What a Server Action tells its form: sentences to read, and what the person had typed. Safe to send to a browser. */
export type Problem = { field: string | null; sentence: string };
export type FormState = { problems: Problem[]; values: Record<string, string[]> };

export const calm: FormState = { problems: [], values: {} };
