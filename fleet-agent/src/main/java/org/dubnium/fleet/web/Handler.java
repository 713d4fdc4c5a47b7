package org.dubnium.fleet.web;

import java.io.IOException;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers.
   *
   * @throws Problem if the answer is an error
   * @throws IOException if the client is gone
   */
  Response handle(Request request) throws Problem, IOException, InterruptedException;
}
