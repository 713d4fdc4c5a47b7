package org.dubnium.daemon.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.fake.FakeHost;

/**
 * A daemon that dies in a transition.
 *
 * @param bench which stays open: its host still tells it of changes
 * @param left what it had written when it died; empty if it did not
 */
record DyingDaemon(EngineBench bench, Optional<JournalRecord> left) implements AutoCloseable {

  /** What ends its thread. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Runs a transition whose daemon dies when the journal says so. */
  static DyingDaemon running(
      FakeHost host, TransitionRequest request, Predicate<JournalRecord> dies) throws Exception {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    EngineBench bench =
        new EngineBench(
            host,
            task ->
                Thread.ofVirtual()
                    .start(
                        () -> {
                          try {
                            task.run();
                          } catch (Death death) {
                            gone.complete(null);
                          }
                        }));
    bench.journal.afterWrite(
        record -> {
          if (dies.test(record)) {
            throw new Death();
          }
        });
    TransitionJob job = bench.request(request);
    CompletableFuture.anyOf(gone, job.end()).get(60, TimeUnit.SECONDS);
    return new DyingDaemon(
        bench, job.end().isDone() ? Optional.empty() : bench.journal.read());
  }

  @Override
  public void close() {
    bench.close();
  }
}
