/** Zendesk as every source: once where its jobs are done at once, once where each of them takes its time. */
import { sourceContract, type Stage } from "./source.contract";
import { openDesk, othersOf, ana, type Timing } from "./zendesk/desk.fixture";

const stage = async (timing: Timing): Promise<Stage> => {
  const desk = await openDesk(timing);
  const { source } = desk;
  return {
    source,
    person: {
      ...ana,
      addresses: [...ana.addresses, { email: "ana.new@mail.example", proved: true, held: null }],
      names: [...ana.names, "Ana Souza Lima"],
    },
    stranger: {
      account: "KW-9",
      addresses: [{ email: "a@mail.example", proved: true, held: null }],
      names: [],
      postcodes: [],
    },
    cutoffs: {},
    digestOfOther: async () => othersOf(desk.state()),
    provided: {
      profile: ["email", "name", "phone"],
      contract: ["messages", "subject"],
      question: ["messages", "subject"],
      contact: ["messages", "subject"],
    },
    pauses: true,
    corrections: {
      category: "profile",
      values: [{ email: "ana.new@mail.example", name: "Ana Souza Lima" }, { name: "SOUZA Ana" }],
    },
    unfit: { stored: { email: "no address", name: "Ana" }, allowed: { external_id: "KW-2" } },
    async changeMeanwhile({ key }) {
      const user = desk.state().users.find(({ id }) => String(id) === key);
      if (user) user.notes = "Called again.";
    },
    pass: async (to) => desk.pass(to),
    close: () => desk.close(),
  };
};

sourceContract("zendesk, at once", () => stage({}));
sourceContract("zendesk, in its own time", () => stage({ jobSeconds: 45, removalSeconds: 200 }));
