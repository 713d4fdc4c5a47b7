package org.dubnium.bus.server;

import java.util.List;
import org.dubnium.bus.BusException;

/** What a method does. Runs in a task of its own, so it may block. */
@FunctionalInterface
public interface MethodHandler {

  /**
   * Handles a call; returning is replying.
   *
   * @return one value for each output argument of the contract
   * @throws BusException the error to answer with
   */
  List<?> handle(Call call) throws BusException, InterruptedException;
}
