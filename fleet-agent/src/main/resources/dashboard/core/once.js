// Runs an asynchronous task once at a time; asked again meanwhile, it runs once more afterwards.

/**
 * @param task what to do
 * @param rest milliseconds between the end of one run and the begin of the next
 */
export function once(task, rest = 0) {
  let running = null;
  let again = false;
  let last = -Infinity;
  const run = async () => {
    do {
      again = false;
      const wait = last + rest - performance.now();
      if (wait > 0) {
        await new Promise((go) => setTimeout(go, wait));
      }
      again = false;
      await task();
      last = performance.now();
    } while (again);
  };
  return () => {
    again = true;
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
}
