package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.testbed.runpod.catalog.DataCenter;
import org.dubnium.testbed.runpod.history.RateSpan;
import org.dubnium.testbed.runpod.history.VolumeHistory;
import org.jspecify.annotations.Nullable;

/** A network volume. It costs as long as it exists. */
final class Volume {

  static final String STANDARD = "STANDARD";

  /** USD per GB and hour: 0.07 a month, twice that for high performance. */
  private static final double PRICE = 0.07 / 730;

  final String id;
  final DataCenter dataCenter;
  final String type;
  String name;

  private final List<RateSpan> spans = new ArrayList<>();
  private int size;
  private @Nullable Instant since;

  Volume(String id, String name, DataCenter dataCenter, String type) {
    this.id = id;
    this.name = name;
    this.dataCenter = dataCenter;
    this.type = type;
  }

  /** GB. */
  int size() {
    return size;
  }

  /**
   * Sets the size, and what it costs from now on.
   *
   * @param newSize in GB; 0: the volume is gone
   */
  void resize(int newSize, Instant now) {
    if (since != null && now.isAfter(since)) {
      spans.add(new RateSpan(since, now, 0, price()));
    }
    size = newSize;
    since = newSize == 0 ? null : now;
  }

  VolumeHistory history() {
    List<RateSpan> all = new ArrayList<>(spans);
    if (since != null) {
      all.add(new RateSpan(since, null, 0, price()));
    }
    return new VolumeHistory(id, name, type, all);
  }

  ObjectNode json() {
    return Json.object()
        .put("id", id)
        .put("name", name)
        .put("size", size)
        .put("dataCenter", dataCenter.id())
        .put("type", type);
  }

  private double price() {
    return size * PRICE * (type.equals(STANDARD) ? 1 : 2);
  }
}
