/** An environment and a database for the tests of the sign-in: everything real except the people. */
import { testDatabase, type TestDatabase } from "../../demo/postgres/test-database";
import { closeDb } from "../db";

/** Sets the environment of the process and points it at a fresh database, as the web's own role. */
export async function signInDatabase(name: string, issuer: string): Promise<TestDatabase> {
  const database = await testDatabase(name);
  Object.assign(process.env, {
    DATABASE_URL: database.url("web"),
    SMTP_URL: "smtp://localhost:2525",
    MAIL_FROM: "privacy@klangwerk.example",
    APP_URL: "http://localhost:3000",
    FILES_DIR: "files",
    MASTER_KEY: Buffer.from("0123456789abcdefghijklmnopqrstuv").toString("base64"),
    SUPPRESSION_KEY: Buffer.from("vutsrqponmlkjihgfedcba9876543210").toString("base64"),
    NEXTAUTH_SECRET: "q7Jv2Lk9Tz4Xb8Nw3Rm6Yc1Hd5Gf0PsA",
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: "rightful-portal",
    OIDC_CLIENT_SECRET: "a-client-of-the-tests",
    RIGHTFUL_DEMO: "1",
  });
  return database;
}

export async function leaveDatabase(database: TestDatabase): Promise<void> {
  await closeDb();
  await database.drop();
}
