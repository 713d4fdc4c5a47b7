package org.dubnium.bus.client;

import java.util.concurrent.TimeoutException;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.transport.Incoming;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.WireException;
import org.jspecify.annotations.Nullable;

/** Converts the end of a call to its results or to the exception that is thrown. */
final class Answers {
  private Answers() {}

  /** The results that a message brings. */
  static Arguments read(Request request, Incoming answer) throws BusException {
    try {
      Arguments values = answer.arguments();
      String error = answer.name();
      if (answer.kind() == Incoming.Kind.ERROR && error != null) {
        throw new BusException(error, text(values));
      }
      return values;
    } catch (WireException e) {
      throw StandardError.FAILED.because(
          "cannot read the answer to " + name(request) + ": " + e.getMessage());
    }
  }

  private static String text(Arguments values) {
    return values.size() > 0 && values.get(0) instanceof String message ? message : "";
  }

  /** Why no message came. */
  static BusException failure(Request request, @Nullable Throwable cause) {
    return switch (cause) {
      case BusException e -> e;
      case TimeoutException _ ->
          StandardError.NO_REPLY.because(
              "cannot wait any longer for "
                  + name(request)
                  + ": no answer within "
                  + request.timeout().toMillis()
                  + " ms");
      case null, default -> throw new IllegalStateException(name(request), cause);
    };
  }

  private static String name(Request request) {
    return request.interfaceName() + "." + request.member() + " of " + request.destination();
  }
}
