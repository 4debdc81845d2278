/** The vendors of the demo, steered and read from outside. */
const { VENDORS_URL = "http://localhost:3003" } = process.env;

async function asked(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(`${VENDORS_URL}/_control/${path}`, init);
  if (!response.ok) throw new Error(`the vendors answered ${response.status}; were they started for tests?`);
  return response;
}

export const vendors = {
  /** The next requests of a vendor break off, so that it seems to be away. */
  away: (name: string, requests = 200) =>
    asked(`${name}/fault`, {
      method: "POST",
      body: JSON.stringify(Array.from({ length: requests }, () => ({ kind: "reset" }))),
    }),
  /** The next request of a vendor is never answered. */
  hang: (name: string) => asked(`${name}/fault`, { method: "POST", body: JSON.stringify([{ kind: "hang" }]) }),
  /** A mail arrives in a folder of the company's mailbox. */
  deliver: (message: object) => asked("deliver", { method: "POST", body: JSON.stringify(message) }),
  /** Nobody can read the company's mailbox, until all are well again. */
  shutMailbox: () => asked("shut-mailbox", { method: "POST" }),
  /** Where another company takes a person's data over, and the code that it gave them; how its next requests end. */
  invite: async (...endings: { kind: string; status?: number }[]) =>
    (await (await asked("invite", { method: "POST", body: JSON.stringify(endings) })).json()) as {
      address: string;
      code: string;
    },
  /** All are well again. */
  back: () => asked("clear", { method: "POST" }),
  /** What a vendor holds now, as text. */
  holds: async (name: string): Promise<string> => (await asked(`${name}/state`)).text(),
};
