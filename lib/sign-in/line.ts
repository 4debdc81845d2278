/** A line of the table of who may do what (`authorisation.ts`). */
import type { Role } from "../actor";

export type Access = "everyone" | readonly Role[];
export type Line = {
  access: Access;
  /** The path names one object: own → shown, foreign and unknown → the same 404. */
  object?:
    | "request"
    | "record"
    | "hold"
    | "task"
    | "entry"
    | "withdrawal"
    | "export"
    | "calendar"
    | "file"
    | "mail"
    | "matter"
    | "surge"
    | "extension"
    | "group";
  /** Other systems come with a token or a signature, from no page: no session and no origin is asked of them. */
  byToken?: true;
  /** What a key of another system has to be good for. */
  scope?: "registry" | "export";
};
