/** The inbox as a process of its own; the start script gives it everything by environment. */
import { startInbox } from "./server";

const { PORT, SMTP_PORT, INBOX_DIR, INBOX_FAULTS } = process.env;
if (!PORT || !SMTP_PORT || !INBOX_DIR) throw new Error("PORT, SMTP_PORT and INBOX_DIR must be set");
const inbox = await startInbox({
  port: Number(PORT),
  smtpPort: Number(SMTP_PORT),
  folder: INBOX_DIR,
  faults: INBOX_FAULTS === "1",
});
console.log(`inbox at http://localhost:${PORT}`);
process.once("SIGTERM", () => void inbox.stop().then(() => process.exit(0)));
