package org.dubnium.fleet.telemetry.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.sqlite.Session;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.dubnium.fleet.telemetry.store.codec.Samples;

/**
 * The past as it was known at one moment.
 *
 * @param session whose connection is in a transaction
 * @param entities those that are asked about
 * @param open what no tier had yet, by the number of the entity
 */
record ReadSnapshot(
    Session session,
    MetricNumbers numbers,
    SortedMap<Subject, Integer> entities,
    Map<Integer, OpenChunk.Content> open) {

  /** Answers a query. */
  List<Series> series(HistoryQuery query) throws SQLException {
    Range range = Range.of(query.start(), query.end());
    Tier tier = Tier.fitting(query.resolution());
    IntPredicate wanted = numbers.oneOf(query.metrics());
    List<Series> answer = new ArrayList<>();
    ChunkReader reader = new ChunkReader(session, wanted);
    for (Map.Entry<Subject, Integer> entity : entities.entrySet()) {
      new EntityHistory(reader, numbers, entity.getValue(), open(entity.getValue(), wanted))
          .points(tier, range)
          .forEach((metric, points) -> answer.add(new Series(entity.getKey(), metric, points)));
    }
    return answer;
  }

  private SortedMap<Integer, Samples> open(int entity, IntPredicate wanted) {
    OpenChunk.Content content = open.get(entity);
    if (content == null) {
      return new TreeMap<>();
    }
    try {
      return content.samples(wanted);
    } catch (DamagedDataException e) {
      throw new IllegalStateException("cannot read what was read before", e);
    }
  }
}
