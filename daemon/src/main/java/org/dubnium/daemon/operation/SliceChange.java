package org.dubnium.daemon.operation;

import java.util.Objects;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.jspecify.annotations.Nullable;

/** The difference between a slice's settings as observed and as a contract wants them. */
final class SliceChange {

  private SliceChange() {}

  static boolean isNone(SliceSettings observed, SliceSettings wanted) {
    return isSame(observed.cpuWeight(), wanted.cpuWeight())
        && isSame(observed.ioWeight(), wanted.ioWeight())
        && (wanted.allowedCpus() == null
            || Objects.equals(observed.allowedCpus(), wanted.allowedCpus()));
  }

  private static boolean isSame(@Nullable Long observed, @Nullable Long wanted) {
    return wanted == null
        || (observed != null
            && SliceSettings.effective(observed) == SliceSettings.effective(wanted));
  }

  /** What brings the observed settings back after the wanted ones: no more than these touched. */
  static SliceSettings back(SliceSettings observed, SliceSettings wanted) {
    return new SliceSettings(
        wanted.cpuWeight() == null ? null : observed.cpuWeight(),
        wanted.ioWeight() == null ? null : observed.ioWeight(),
        wanted.allowedCpus() == null ? null : observed.allowedCpus());
  }
}
