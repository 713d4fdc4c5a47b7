package org.dubnium.daemon.vllm;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.server.FailureCause;
import org.dubnium.daemon.domain.server.LoadPhase;
import org.dubnium.daemon.domain.server.LoadProgress;
import org.dubnium.daemon.domain.server.ServerExit;
import org.dubnium.daemon.domain.server.ServerFailure;

/** What one run of a vLLM server has printed, line by line. Not for several threads. */
public final class ServerLog {

  /** Bars end with CR, and records of several lines have CR LF. More in one line is not looked at. */
  private static final int MOST_PARTS = 64;

  private final PhaseLatch latch = new PhaseLatch();
  private final CauseFinder causes = new CauseFinder();
  private final boolean wasReady;

  /**
   * @param wasReady whether the server had answered before the first line that will be taken
   */
  public ServerLog(boolean wasReady) {
    this.wasReady = wasReady;
  }

  /** Takes a line, of which a part may be binary noise. Answers whether the progress has changed. */
  public boolean take(String line) {
    boolean news = false;
    int parts = 0;
    int begin = 0;
    while (begin <= line.length() && parts++ < MOST_PARTS) {
      int end = line.indexOf('\r', begin);
      String part = end < 0 ? line.substring(begin) : line.substring(begin, end);
      news |= takePart(part);
      begin = end < 0 ? line.length() + 1 : end + 1;
    }
    return news;
  }

  private boolean takePart(String part) {
    if (part.isBlank()) {
      return false;
    }
    LogRecord record = LogRecord.of(part);
    boolean news = !wasReady && latch.take(record);
    if (news) {
      causes.reached(latch.now().phase());
    }
    causes.take(record, phase());
    return news;
  }

  /** How far the load is, by what was printed; at most the start of the HTTP server. */
  public LoadProgress progress() {
    return latch.now();
  }

  /**
   * Why the server ended.
   *
   * @param ready whether it had answered before
   */
  public ServerFailure failure(ServerExit exit, boolean ready) {
    Optional<ServerFailure> told = causes.cause();
    if (causes.isSpecific() && told.isPresent()) {
      return told.get();
    }
    FailureCause byExit = exit.cause();
    if (byExit != FailureCause.UNKNOWN) {
      return new ServerFailure(byExit, last(), List.of());
    }
    return told.filter(wrapper -> wrapper.cause() == FailureCause.BAD_CONFIG)
        .orElseGet(
            () ->
                new ServerFailure(
                    ready ? FailureCause.ENGINE_DIED : FailureCause.UNKNOWN,
                    causes.firstException(),
                    causes.lines()));
  }

  private String last() {
    List<String> lines = causes.lines();
    return lines.isEmpty() ? "" : lines.getLast();
  }

  private LoadPhase phase() {
    return wasReady ? LoadPhase.READY : latch.now().phase();
  }
}
