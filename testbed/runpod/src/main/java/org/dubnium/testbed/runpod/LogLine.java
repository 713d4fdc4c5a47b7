package org.dubnium.testbed.runpod;

import java.time.Instant;

/**
 * A line of a pod's log.
 *
 * @param source of {@code LogSource}
 */
public record LogLine(Instant time, String source, String line) {

  /** As an event of the stream. */
  public String event() {
    String data =
        Json.object().put("source", source).put("line", line).put("ts", time.toString()).toString();
    return "id: " + time + "\ndata: " + data + "\n\n";
  }
}
