/** Art. 12(2), (3), (6): which right was exercised, by which way and when, and how the person was identified. */
import type { Case } from "./case";
import type { Section } from "./report";

export function askedSection({ input, of, words, state }: Case): Section {
  const { say, law } = words;
  const first = of("received")[0];
  const facts: [string, string][] = [[say("asked.reference"), input.reference]];
  if (first)
    facts.push(
      [say("asked.right"), say(`rights.${first.data.right}`)],
      [say("asked.received"), words.fullDay(first.data.receivedOn)],
      [say("asked.channel"), law(`channels.${first.data.channel}`)],
      [say("asked.recorded"), by(words.moment(first.at), law(`roles.${first.actor.role}`))],
    );
  for (const event of of("entered", "linked"))
    facts.push([say(`asked.${event.fact}`), by(words.fact(event), words.moment(event.at))]);
  for (const event of of("identified"))
    facts.push([say("asked.identified"), by(words.fact(event), words.moment(event.at))]);
  if (of("identified").length === 0) facts.push([say("asked.identified"), say("asked.not-identified")]);
  if (state) facts.push([say("asked.state"), by(law(`states.${state.now}`), words.moment(state.by.at))]);
  return { id: "asked", heading: say("asked.heading"), parts: [{ facts }, { text: say("asked.nobody") }] };
}

const by = (what: string, more: string): string => `${what} (${more})`;
