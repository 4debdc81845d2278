/**
 * Places at which a process may be stopped and started again. Production passes them without a look; the tests that
 * kill a worker at every one of them watch from outside.
 */
type Watcher = (milestone: string) => void;

let watcher: Watcher | undefined;

export function reached(milestone: string): void {
  watcher?.(milestone);
}

export function watchMilestones(watch: Watcher): void {
  watcher = watch;
}
