/** The sign-in server as a process of its own; the start script gives it everything by environment. */
import { startSignIn } from "./server";

const { PORT, APP_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = process.env;
if (!PORT || !APP_URL || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) {
  throw new Error("PORT, APP_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set");
}
const options = { port: Number(PORT), portal: APP_URL, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET };
const signIn = await startSignIn(options);
console.log(`sign-in server at ${signIn.issuer}`);
process.once("SIGTERM", () => void signIn.stop().then(() => process.exit(0)));
