package org.dubnium.fleet.web;

import java.io.IOException;
import org.dubnium.fleet.domain.OperationException;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers.
   *
   * @throws Problem if the answer is an error
   * @throws OperationException if what was asked for is not done; its kind tells the status
   * @throws IOException if the client is gone
   */
  Response handle(Request request)
      throws Problem, OperationException, IOException, InterruptedException;
}
