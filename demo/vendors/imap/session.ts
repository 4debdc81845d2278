/** One connection to the stand-in: commands of RFC 3501 and RFC 9051, as far as a mail client that reads needs them. */
import { envelope, sections, structure } from "./mime";
import { searched } from "./search";
import type { Folder, Kept, Store } from "./store";
import { asQuoted, inSet, type Token } from "./tokens";

export type Rules = {
  user: string;
  password: string;
  capabilities: readonly string[];
  /** What PERMANENTFLAGS allows. */
  permanentFlags: readonly string[];
};

/** What is sent: text, and bytes as they are. */
export type Sent = string | Buffer;

/** Answers one command: untagged lines first, the tagged one last. `done` ends the connection. */
export function session(store: Store, rules: Rules) {
  let signedIn = false;
  let selected: { name: string; folder: Folder; readOnly: boolean } | null = null;

  const signIn = (user: Token | undefined, password: Token | undefined) => {
    signedIn = user === rules.user && password === rules.password;
    return signedIn ? "OK welcome" : "NO [AUTHENTICATIONFAILED] not these";
  };

  function select(name: string, readOnly: boolean, send: (...sent: Sent[]) => void): string {
    const folder = store.folders.get(name === "inbox" ? "INBOX" : name);
    selected = folder ? { name, folder, readOnly } : null;
    if (!folder) return "NO [NONEXISTENT] no such folder";
    const permanent = readOnly ? [] : rules.permanentFlags;
    send(
      `* ${folder.messages.length} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Deleted \\Seen)\r\n`,
      `* OK [PERMANENTFLAGS (${permanent.join(" ")})] kept\r\n`,
      `* OK [UIDVALIDITY ${folder.validity}] valid\r\n* OK [UIDNEXT ${folder.next}] next\r\n`,
    );
    return `OK [${readOnly ? "READ-ONLY" : "READ-WRITE"}] selected`;
  }

  function ofUids(set: Token | undefined): { at: number; kept: Kept }[] {
    const messages = selected?.folder.messages ?? [];
    const highest = messages.at(-1)?.uid ?? 0;
    return messages.flatMap((kept, at) => (inSet(String(set), kept.uid, highest) ? [{ at, kept }] : []));
  }

  function byUid(args: Token[], send: (...sent: Sent[]) => void): string {
    const [command, set, ...rest] = args;
    if (!selected) return "BAD nothing is selected";
    switch (String(command).toUpperCase()) {
      case "SEARCH": {
        const keys = [set ?? "ALL", ...rest];
        const found = searched(selected.folder, String(keys[0]).toUpperCase() === "CHARSET" ? keys.slice(2) : keys);
        if (!found) return "BAD unknown key";
        send(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join("")}\r\n`);
        return "OK searched";
      }
      case "FETCH":
        for (const { at, kept } of ofUids(set)) send(...fetched(at + 1, kept, rest[0] ?? []));
        return "OK fetched";
      case "STORE":
        if (selected.readOnly) return "NO read only";
        for (const { at, kept } of ofUids(set)) {
          change(kept, String(rest[0]), [rest[1] ?? []].flat().map(String));
          if (!String(rest[0]).toUpperCase().includes("SILENT"))
            send(`* ${at + 1} FETCH (UID ${kept.uid} FLAGS (${[...kept.flags].join(" ")}))\r\n`);
        }
        store.save();
        return "OK stored";
      case "EXPUNGE": {
        if (selected.readOnly) return "NO read only";
        if (!rules.capabilities.includes("UIDPLUS")) return "BAD what is that";
        const gone = ofUids(set).filter(({ kept }) => kept.flags.has("\\Deleted"));
        for (const { at } of gone.toReversed()) {
          selected.folder.messages.splice(at, 1);
          send(`* ${at + 1} EXPUNGE\r\n`);
        }
        store.save();
        return "OK expunged";
      }
      default:
        return "BAD what is that";
    }
  }

  return {
    answer(command: string, args: Token[], send: (...sent: Sent[]) => void): { line: string; done?: boolean } {
      const [first, second] = args;
      switch (command) {
        case "CAPABILITY":
          send(`* CAPABILITY ${rules.capabilities.join(" ")}\r\n`);
          return { line: "OK" };
        case "NOOP":
          return { line: "OK" };
        case "LOGOUT":
          send("* BYE until then\r\n");
          return { line: "OK", done: true };
        case "LOGIN":
          return { line: signIn(first, second) };
        case "AUTHENTICATE": {
          const [, user, password] = Buffer.from(String(second ?? ""), "base64")
            .toString()
            .split("\0");
          return { line: String(first).toUpperCase() === "PLAIN" ? signIn(user, password) : "NO only PLAIN" };
        }
      }
      if (!signedIn) return { line: "NO who are you" };
      switch (command) {
        case "LIST":
        case "LSUB":
          for (const name of store.folders.keys())
            if (second === "*" || second === "%" || second === name)
              send(`* ${command} (\\HasNoChildren) "/" ${asQuoted(name)}\r\n`);
          if (second === "") send(`* ${command} (\\Noselect) "/" ""\r\n`);
          return { line: "OK" };
        case "SELECT":
        case "EXAMINE":
          return { line: select(String(first), command === "EXAMINE", send) };
        case "STATUS": {
          const folder = store.folders.get(String(first));
          if (!folder) return { line: "NO no such folder" };
          send(
            `* STATUS ${asQuoted(String(first))} (MESSAGES ${folder.messages.length} UIDVALIDITY ${folder.validity})\r\n`,
          );
          return { line: "OK" };
        }
        case "CLOSE":
        case "UNSELECT":
          selected = null;
          return { line: "OK" };
        case "UID":
          return { line: byUid(args, send) };
        default:
          return { line: "BAD what is that" };
      }
    },
  };
}

function change(kept: Kept, how: string, flags: readonly string[]): void {
  for (const flag of flags) {
    if (how.startsWith("-")) kept.flags.delete(flag);
    else kept.flags.add(flag);
  }
}

const item = /^BODY(?:\.PEEK)?\[([^\]]*)\](?:<(\d+)\.(\d+)>)?$/i;

function fetched(number: number, { uid, flags, mail }: Kept, asked: Token): Sent[] {
  const made = sections(mail);
  const date = new Date(mail.at).toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/, "$1-$2-$3 $4 +0000");
  const known: Record<string, () => Sent[]> = {
    UID: () => [`UID ${uid}`],
    FLAGS: () => [`FLAGS (${[...flags].join(" ")})`],
    INTERNALDATE: () => [`INTERNALDATE "${date.padStart(26)}"`],
    "RFC822.SIZE": () => [`RFC822.SIZE ${made[""].length}`],
    ENVELOPE: () => [`ENVELOPE ${envelope(mail)}`],
    BODYSTRUCTURE: () => [`BODYSTRUCTURE ${structure(mail)}`],
  };
  const answers = [asked].flat().flatMap((name, at): Sent[] => {
    const before = at === 0 ? "" : " ";
    const found = item.exec(String(name));
    if (!found) return [before, ...(known[String(name).toUpperCase()]?.() ?? [])];
    const [, section = "", from, length] = found;
    const rope = made[section.toUpperCase()];
    const start = Number(from ?? 0);
    const bytes = rope?.slice(
      start,
      length === undefined ? rope.length : Math.min(rope.length, start + Number(length)),
    );
    const origin = from === undefined ? "" : `<${from}>`;
    return bytes
      ? [`${before}BODY[${section}]${origin} {${bytes.length}}\r\n`, bytes]
      : [`${before}BODY[${section}]${origin} NIL`];
  });
  return [`* ${number} FETCH (`, ...answers, ")\r\n"];
}
