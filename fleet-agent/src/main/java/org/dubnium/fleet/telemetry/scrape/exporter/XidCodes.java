package org.dubnium.fleet.telemetry.scrape.exporter;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.dubnium.common.xid.XidHistory;
import org.dubnium.fleet.domain.Metric;

/** The XIDs that an exporter tells of one GPU at once. */
final class XidCodes {

  private static final Pattern CODE = Pattern.compile("[0-9]{1,4}");

  private XidHistory history = XidHistory.NONE;
  private boolean none;

  /** The last code; 0 for none. */
  void add(double code) {
    if (Metric.GPU_XID.isPossible(code)) {
      add((long) code, Instant.EPOCH);
    }
  }

  /** A code that came at some time. */
  void add(String code) {
    add(code, 0);
  }

  /**
   * A code, and when it came last.
   *
   * @param seconds since the epoch
   */
  void add(String code, double seconds) {
    if (CODE.matcher(code).matches()) {
      add(Long.parseLong(code), Instant.ofEpochSecond((long) Math.clamp(seconds, 0, 1e11)));
    }
  }

  private void add(long code, Instant at) {
    if (code == 0) {
      none = true;
    } else {
      history = history.with(code, at);
    }
  }

  /**
   * The gravest, whatever came later; of those that leave the GPU whole, the last. 0 if there is none,
   * empty if nothing was told.
   */
  OptionalDouble gravest() {
    return (history.breaksGpu() ? history.worst() : history.latest())
        .map(entry -> OptionalDouble.of((double) entry.xid().code()))
        .orElseGet(() -> none ? OptionalDouble.of(0) : OptionalDouble.empty());
  }
}
