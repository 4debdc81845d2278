/** Somebody of the staff as the queries see them: by their roles, and by no row of their own. */
import { actor, type Actor, type Role } from "../actor";

const somebody = "00000000-0000-4000-8000-000000000001";

/** An actor with these roles; `person` where a row of theirs matters. */
export const staffWith =
  (person: string = somebody) =>
  (...roles: Role[]): Actor =>
    actor({
      person,
      roles,
      door: "oidc",
      authAge: 1,
      session: "s",
      account: null,
      email: null,
      name: null,
      language: "en",
    });
