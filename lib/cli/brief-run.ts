/** A run of the verifier uses each schema a few times: to write a program for it first, as the library does, takes longer than it saves. */
import { config } from "zod";

config({ jitless: true });
