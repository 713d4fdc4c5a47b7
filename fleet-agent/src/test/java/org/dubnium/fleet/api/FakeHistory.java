package org.dubnium.fleet.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;

/** A past that is what a test says. */
final class FakeHistory implements History {

  final List<HistoryQuery> asked = new ArrayList<>();
  List<Series> told = List.of();
  boolean broken;

  @Override
  public void append(List<SubjectReading> round) {}

  @Override
  public List<Series> query(HistoryQuery query) throws HistoryException {
    if (broken) {
      throw new HistoryException("cannot read the history", new IOException("disk"));
    }
    asked.add(query);
    return told.stream().filter(one -> query.metrics().contains(one.metric())).toList();
  }

  @Override
  public void close() {}
}
