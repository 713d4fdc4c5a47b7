package org.dubnium.daemon.bus;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.bus.BusException;
import org.jspecify.annotations.Nullable;

/**
 * An expensive read whose result is the same for everybody, done once at a time: whoever asks while it
 * runs shares the next run with all others who ask meanwhile, since the one under way may have missed
 * what they know of.
 */
final class SingleFlight<T> {

  /** The work that is shared. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws BusException;
  }

  /** One run, and who waits for it. */
  private static final class Run<T> {
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable T result;
    private volatile @Nullable BusException failure;

    T result() throws BusException {
      BusException failed = failure;
      if (failed != null) {
        throw new BusException(failed.errorName(), failed.text());
      }
      T found = result;
      if (found == null) {
        throw new IllegalStateException("cannot tell: whoever did it for all failed, see above");
      }
      return found;
    }
  }

  private final Work<T> work;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable Run<T> next;

  SingleFlight(Work<T> work) {
    this.work = work;
  }

  /** The result of a run that begins after this call. */
  T get() throws BusException, InterruptedException {
    Run<T> mine;
    boolean leads;
    synchronized (this) {
      leads = next == null;
      if (leads) {
        next = new Run<>();
      }
      mine = Objects.requireNonNull(next);
    }
    if (leads) {
      lead(mine);
    } else {
      mine.over.await();
    }
    return mine.result();
  }

  /** Waits for the run before, and does the work for all who asked until then. */
  private void lead(Run<T> run) {
    turn.lock();
    try {
      synchronized (this) {
        next = null;
      }
      run.result = work.run();
    } catch (BusException refused) {
      run.failure = refused;
    } finally {
      turn.unlock();
      run.over.countDown();
    }
  }
}
