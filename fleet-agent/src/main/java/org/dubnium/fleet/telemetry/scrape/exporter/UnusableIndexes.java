package org.dubnium.fleet.telemetry.scrape.exporter;

import org.dubnium.fleet.domain.GpuReading;
import org.jspecify.annotations.Nullable;

/** Samples whose GPU has no index that can be used: they are left out, and said. */
final class UnusableIndexes {

  private @Nullable String first;
  private int count;

  void add(String index) {
    first = first == null ? index : first;
    count++;
  }

  boolean isAny() {
    return count > 0;
  }

  /** What is wrong, for people. */
  String text() {
    return "cannot use '"
        + SafeText.line(String.valueOf(first))
        + "' as the index of a GPU: it is no whole number from 0 to "
        + (GpuReading.MOST - 1)
        + (count == 1 ? "" : " (" + count + " samples)");
  }

  void tell(ReadingDraft draft) {
    if (isAny()) {
      draft.trouble(text(), true);
    }
  }
}
