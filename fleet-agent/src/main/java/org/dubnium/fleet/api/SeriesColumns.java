package org.dubnium.fleet.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.service.TimeRange;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.Statistic;

/**
 * The past as {@code GET /api/metrics/series} tells it: of each subject its times, in milliseconds since
 * the epoch, and for each metric what is asked for of mean, least and most at those times, null where
 * there is none.
 */
final class SeriesColumns implements JsonSerializable {

  private static final double PLACES = 1e6;

  /** Beyond it, doubles have no six places. */
  private static final double MOST_ROUNDED = 1e9;

  private final TimeRange range;
  private final List<SeriesTable> tables;
  private final Set<Statistic> statistics;

  SeriesColumns(TimeRange range, List<Series> series, Set<Statistic> statistics) {
    this.range = range;
    this.tables = SeriesTable.of(series);
    this.statistics = statistics;
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider serializers) throws IOException {
    json.writeStartObject();
    TimeRanges.write(range, json);
    json.writeArrayFieldStart("subjects");
    for (SeriesTable table : tables) {
      write(table, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(SeriesTable table, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", table.subject().text());
    json.writeStringField("kind", table.subject().kind().text());
    json.writeStringField("place", table.subject().place().value());
    json.writeStringField("part", table.subject().part());
    json.writeArrayFieldStart("times");
    for (int row = 0; row < table.rows(); row++) {
      json.writeNumber(table.time(row));
    }
    json.writeEndArray();
    json.writeObjectFieldStart("metrics");
    for (Metric metric : table.metrics()) {
      json.writeObjectFieldStart(metric.text());
      for (Statistic statistic : statistics) {
        json.writeArrayFieldStart(statistic.text());
        for (int row = 0; row < table.rows(); row++) {
          write(table.value(metric, statistic, row), json);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** To six places, and whole numbers without a point: a double takes long to be written in full. */
  private static void write(double value, JsonGenerator json) throws IOException {
    double rounded = Math.abs(value) < MOST_ROUNDED ? Math.rint(value * PLACES) / PLACES : value;
    if (rounded == (long) rounded) {
      json.writeNumber((long) rounded);
    } else {
      HistoryRows.write(rounded, json);
    }
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider serializers, TypeSerializer type) throws IOException {
    serialize(json, serializers);
  }
}
