package org.dubnium.testbed.runpod.history;

import java.util.List;

/**
 * A network volume that is or was.
 *
 * @param type of {@code VolumeType}
 * @param spans what it cost, in the order of time
 */
public record VolumeHistory(String id, String name, String type, List<RateSpan> spans) {

  public VolumeHistory {
    spans = List.copyOf(spans);
  }
}
