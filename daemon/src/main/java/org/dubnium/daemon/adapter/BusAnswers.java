package org.dubnium.daemon.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dubnium.bus.BusException;
import org.dubnium.bus.wire.WireException;
import org.jspecify.annotations.Nullable;

/** Takes answers out of calls that were sent together. */
public final class BusAnswers {

  private BusAnswers() {}

  /**
   * Waits for an answer, which comes by the deadline of its request.
   *
   * @throws BusException if the service refused, or did not answer
   * @throws WireException if the answer is not what it should be
   */
  public static <T> T await(CompletableFuture<T> answer) throws BusException {
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (cause(e)) {
        case BusException refusal -> throw refusal;
        case WireException nonsense -> throw nonsense;
        case null, default -> throw e;
      }
    }
  }

  /** What really went wrong: futures wrap it where it passed through others. */
  public static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
