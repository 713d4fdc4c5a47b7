package org.dubnium.fleet.telemetry;

import java.util.List;
import org.dubnium.fleet.domain.SubjectReading;

/** What is kept of the past. Safe for use by many threads. */
public interface History extends AutoCloseable {

  /**
   * Takes what was read in one round; returns once it outlives this process.
   *
   * @throws HistoryException if it could not be kept, as on a full disk; a later round may be
   */
  void append(List<SubjectReading> round) throws HistoryException;

  /**
   * The series that have anything between start and end, ordered by subject and metric, from the
   * coarsest tier that is as fine as asked for.
   *
   * @throws HistoryException if the store, or the server that is asked instead, does not answer
   */
  List<Series> query(HistoryQuery query) throws HistoryException;

  @Override
  void close();
}
