package org.dubnium.daemon.vllm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.server.FailureCause;
import org.dubnium.daemon.domain.server.LoadPhase;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.vllm.CauseSigns.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Why a server failed, by what it printed: the first line that tells a cause, unless a later one tells more.
 * vLLM prints the cause first, and then wraps it several times.
 */
final class CauseFinder {

  /** Causes that no longer count once the load has gone on. */
  private static final Set<FailureCause> OF_THE_HUB =
      EnumSet.of(FailureCause.HUB_AUTH, FailureCause.HUB_UNREACHABLE, FailureCause.HUB_NOT_FOUND);

  /** The longest line that is kept, in characters. */
  private static final int KEPT = 300;

  /** A cause, and the line that told it. */
  private record Found(FailureCause cause, Weight weight, String line) {}

  /** The last line of a traceback. */
  private static final Pattern EXCEPTION =
      Pattern.compile("^[A-Za-z_][\\w.]{0,100}(?:Error|Exception): \\S");

  private final Deque<String> last = new ArrayDeque<>();
  private String firstException = "";
  private @Nullable Found found;

  /**
   * Takes a line.
   *
   * @param phase that the load had reached
   */
  void take(LogRecord line, LoadPhase phase) {
    keep(line);
    Optional<CauseSigns.Sign> told = CauseSigns.of(line);
    if (told.isEmpty() && firstException.isEmpty() && isException(line)) {
      firstException = detail(line);
    }
    told.ifPresent(sign -> take(sign, line, phase));
  }

  private void take(CauseSigns.Sign sign, LogRecord line, LoadPhase phase) {
    Found before = found;
    if (before == null || before.weight().compareTo(sign.weight()) < 0) {
      found = new Found(inPhase(sign.cause(), phase), sign.weight(), detail(line));
    }
  }

  /** Notes the phase that the load has reached. */
  void reached(LoadPhase phase) {
    Found before = found;
    if (before != null
        && OF_THE_HUB.contains(before.cause())
        && LoadPhase.LOAD_WEIGHTS.compareTo(phase) <= 0) {
      found = null;
    }
  }

  /** The cause that was told; empty if none was. */
  Optional<ServerFailure> cause() {
    return Optional.ofNullable(found)
        .map(
            told ->
                new ServerFailure(
                    told.cause(), told.line(), told.weight() == Weight.WRAPPER ? lines() : List.of()));
  }

  /** The first exception that tells none of the causes; empty if there was none. */
  String firstException() {
    return firstException;
  }

  private static boolean isException(LogRecord line) {
    return !line.isHarmless() && EXCEPTION.matcher(line.message()).find();
  }

  /** Whether what was told is more than that something failed. */
  boolean isSpecific() {
    Found told = found;
    return told != null && told.weight() != Weight.WRAPPER;
  }

  /** The last lines, oldest first. */
  List<String> lines() {
    return List.copyOf(last);
  }

  private void keep(LogRecord line) {
    String text = line.message().strip();
    if (text.isEmpty()) {
      return;
    }
    if (last.size() == ServerFailure.LINES) {
      last.removeFirst();
    }
    last.addLast(cut(text));
  }

  /** Memory may run out at any time; what to do about it depends on when. */
  private static FailureCause inPhase(FailureCause cause, LoadPhase phase) {
    if (cause != FailureCause.CUDA_OOM_RUN) {
      return cause;
    }
    if (phase.isBefore(LoadPhase.COMPILE)) {
      return FailureCause.CUDA_OOM_LOAD;
    }
    return phase.isBefore(LoadPhase.READY) ? FailureCause.CUDA_OOM_WARMUP : cause;
  }

  private static String detail(LogRecord line) {
    return line.message().strip();
  }

  private static String cut(String text) {
    return text.length() <= KEPT ? text : text.substring(0, KEPT - 1) + "…";
  }
}
