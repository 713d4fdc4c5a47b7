package org.dubnium.fleet.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.Statistic;

/** The series of one subject, row by row: a row is a moment at which some of them have a point. */
final class SeriesTable {

  private static final int NONE = -1;

  private final Subject subject;
  private final Map<Metric, Points> columns;
  private final long[] times;

  /** Where in its points each metric has the row. */
  private final Map<Metric, int[]> places = new EnumMap<>(Metric.class);

  private SeriesTable(Subject subject, Map<Metric, Points> columns) {
    this.subject = subject;
    this.columns = columns;
    this.times = times(columns.values());
    columns.forEach((metric, points) -> places.put(metric, places(points)));
  }

  /** One for each subject, in their order. */
  static List<SeriesTable> of(List<Series> series) {
    Map<Subject, Map<Metric, Points>> bySubject = new TreeMap<>();
    for (Series one : series) {
      bySubject
          .computeIfAbsent(one.subject(), _ -> new EnumMap<>(Metric.class))
          .put(one.metric(), one.points());
    }
    List<SeriesTable> tables = new ArrayList<>();
    bySubject.forEach((subject, columns) -> tables.add(new SeriesTable(subject, columns)));
    return tables;
  }

  private static long[] times(Iterable<Points> columns) {
    long[] all = {};
    for (Points points : columns) {
      if (!isSame(all, points)) {
        int known = all.length;
        all = Arrays.copyOf(all, known + points.size());
        for (int i = 0; i < points.size(); i++) {
          all[known + i] = points.time(i);
        }
        all = Arrays.stream(all).sorted().distinct().toArray();
      }
    }
    return all;
  }

  private static boolean isSame(long[] times, Points points) {
    boolean same = times.length == points.size();
    for (int i = 0; same && i < times.length; i++) {
      same = times[i] == points.time(i);
    }
    return same;
  }

  private int[] places(Points points) {
    int[] rows = new int[times.length];
    int next = 0;
    for (int row = 0; row < times.length; row++) {
      boolean here = next < points.size() && points.time(next) == times[row];
      rows[row] = here ? next++ : NONE;
    }
    return rows;
  }

  Subject subject() {
    return subject;
  }

  Set<Metric> metrics() {
    return columns.keySet();
  }

  int rows() {
    return times.length;
  }

  /** Of a row, milliseconds since the epoch. */
  long time(int row) {
    return times[row];
  }

  /** What a metric was at a row; NaN where it has no point then. */
  double value(Metric metric, Statistic statistic, int row) {
    Points points = columns.get(metric);
    int[] rows = places.get(metric);
    return points == null || rows == null || rows[row] == NONE
        ? Double.NaN
        : points.value(statistic, rows[row]);
  }
}
