/**
 * Runs in the browser before Next starts its part there. React is read in a task of its own, and Next's part in the next one
 * (`app/layout.tsx` makes it wait that long), so that a press or a key in between need not wait for both. Whoever needs React
 * earlier reads it then: nothing depends on the order.
 */
setTimeout(() => void import("react-dom/client"));
