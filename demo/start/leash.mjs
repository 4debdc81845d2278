/** Preloaded into every process of the demo: when the one that started it is gone, even by kill -9, it stops too. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
}, 500).unref();
