package org.dubnium.daemon.classify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dubnium.common.xid.DriverRecovery;
import org.dubnium.common.xid.GpuRecovery;
import org.dubnium.common.xid.XidHistory;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;

/**
 * What is wrong with one GPU, over time: the errors that the driver reported and that nothing has
 * recovered since. A value: every change makes another one.
 *
 * <p>An error that the GPU does not survive stays until the driver, having asked for a recovery, asks
 * for none any more, or until the GPU or its driver went away and came back (a reset, a reload). One
 * that may be harmless goes as soon as the driver asks for nothing {@link #SETTLING} after it. Where
 * the driver does not tell what a GPU needs, both stay for as long as the daemon runs.
 *
 * @param last the latest error, recovered or not
 * @param unrecovered errors that nothing has recovered
 * @param verdict what the driver said last that the GPU needs; empty if it never told
 * @param observed sequence of the last observation by the time of the latest error
 */
public record GpuErrors(
    Optional<GpuEvent> last,
    XidHistory unrecovered,
    Optional<DriverRecovery> verdict,
    long observed) {

  /** Within this time of an error the driver makes up its mind what it needs. */
  static final Duration SETTLING = Duration.ofSeconds(10);

  /** None. */
  public static final GpuErrors NONE =
      new GpuErrors(Optional.empty(), XidHistory.NONE, Optional.empty(), 0);

  /**
   * The driver reported an error.
   *
   * @param sequence of the last observation
   */
  public GpuErrors reported(GpuEvent event, long sequence) {
    return new GpuErrors(
        Optional.of(event), unrecovered.with(event.xid(), event.at()), verdict, sequence);
  }

  /**
   * The GPU was read.
   *
   * @param at when the reading was begun
   */
  public GpuErrors read(Gpu gpu, Instant at) {
    Optional<DriverRecovery> now = GpuHealth.verdict(gpu);
    if (now.isEmpty()) {
      return this;
    }
    boolean wanted = verdict.filter(DriverRecovery::isNeeded).isPresent();
    XidHistory left = unrecovered;
    if (!now.get().isNeeded()) {
      left = wanted ? left.recoveredAt(at) : left.acquittedAt(at.minus(SETTLING));
    }
    return new GpuErrors(last, left, now, observed);
  }

  /** The GPU or its driver was gone and is back. */
  public GpuErrors returned(Instant at) {
    return new GpuErrors(last, unrecovered.recoveredAt(at), Optional.empty(), observed);
  }

  /** The gravest error that the GPU does not, or may not, survive and that nothing has recovered. */
  public Optional<XidHistory.Entry> worst() {
    return unrecovered.worst().filter(entry -> entry.xid().breaksGpu());
  }

  /** What the GPU needs, in the catalogue's words; an error that it survives asks nothing of it. */
  public GpuRecovery recovery() {
    return (unrecovered.breaksGpu() ? unrecovered : XidHistory.NONE).recovery(verdict);
  }

  /**
   * The health of the GPU.
   *
   * @param sequence of the observation that shows it
   */
  public GpuHealth health(Gpu gpu, long sequence) {
    return GpuHealth.of(gpu, unrecovered, last.isPresent() && observed >= sequence);
  }
}
