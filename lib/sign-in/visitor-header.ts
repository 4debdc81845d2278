/** Name of the header in which our own server hands on the address it saw; one from outside is removed there. */
// A file of its own: the server needs the name before Next is there, and `next/headers` cannot be loaded so early.
export const visitorHeader = "x-rightful-visitor";
