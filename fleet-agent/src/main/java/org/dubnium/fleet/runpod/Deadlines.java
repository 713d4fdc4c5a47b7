package org.dubnium.fleet.runpod;

import java.time.Duration;

/**
 * How long RunPod may take.
 *
 * @param connect to a connection
 * @param question from asking to the end of the answer
 * @param change the same where something is changed: a create waits for a machine
 * @param quiet after which a log that is not followed has no more lines: RunPod does not tell the last
 * @param silence after which a log that is followed is asked for anew
 */
public record Deadlines(
    Duration connect, Duration question, Duration change, Duration quiet, Duration silence) {

  public static final Deadlines DEFAULT =
      new Deadlines(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));
}
