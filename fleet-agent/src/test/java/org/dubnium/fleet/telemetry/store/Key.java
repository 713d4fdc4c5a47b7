package org.dubnium.fleet.telemetry.store;

import java.util.Comparator;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.telemetry.Series;

/** Which series it is, in the order in which they come. */
record Key(Subject subject, Metric metric) implements Comparable<Key> {

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::subject).thenComparing(Key::metric);

  static Key of(Series series) {
    return new Key(series.subject(), series.metric());
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }
}
