package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.dubnium.fleet.telemetry.store.codec.Buckets;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows that a sealed chunk becomes, and what becomes of those. */
class SealTest {

  private static final long BEGIN = Instant.parse("2027-03-01T00:00:00Z").toEpochMilli();
  private static final Retention DAYS =
      new Retention(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3));

  private final Memory memory = new Memory();
  private Tiers tiers;

  SealTest() throws SQLException {}

  @BeforeEach
  void prepare() throws SQLException {
    tiers = new Tiers(memory.connection());
  }

  @AfterEach
  void close() throws SQLException {
    tiers.close();
    assertEquals(0, memory.open());
    memory.close();
  }

  /** A chunk of ten minutes from a time on, with a reading every half minute. */
  private void seal(int entity, long begin) throws SQLException, DamagedDataException {
    OpenChunk chunk = new OpenChunk(entity, 1);
    for (int i = 0; i < 20; i++) {
      OpenChunkTest.append(chunk, begin + 30_000L * i, i);
    }
    tiers.seal(chunk);
  }

  private long count(String table) throws SQLException {
    return memory.number("SELECT count(*) FROM " + table);
  }

  private void expire(Duration after) throws SQLException {
    tiers.expire(DAYS, Instant.ofEpochMilli(BEGIN).plus(Retention.SLACK).plus(after));
  }

  private Buckets buckets(String table, long width) throws SQLException {
    TreeMap<Integer, Buckets> read = new TreeMap<>();
    new ChunkReader(memory.session(), metric -> metric == 0)
        .buckets(table, 1, new Range(0, Long.MAX_VALUE / 4), width, read);
    return read.getOrDefault(0, new Buckets());
  }

  @Test
  void aChunkIsARowAndItsMinutesAPart() throws Exception {
    seal(1, BEGIN);
    assertEquals(1, memory.number("SELECT count(*) FROM raw WHERE entity = 1"));
    assertEquals(BEGIN, memory.number("SELECT first FROM raw"));
    assertEquals(BEGIN + 570_000, memory.number("SELECT last FROM raw"));
    assertEquals(BEGIN, memory.number("SELECT first FROM minute_part"));
    assertEquals(BEGIN + 540_000, memory.number("SELECT last FROM minute_part"));
    Buckets minutes = buckets("minute_part", 60_000);
    assertEquals(10, minutes.size());
    assertEquals(2, minutes.count(0));
    assertEquals(0.5, minutes.average(0));
  }

  @Test
  void sixPartsAreARowAndItsHoursAPart() throws Exception {
    for (int i = 0; i < 5; i++) {
      seal(1, BEGIN + 600_000L * i);
      seal(2, BEGIN);
    }
    assertEquals(0, count("minute"));
    seal(1, BEGIN + 3_000_000);
    assertEquals(1, count("minute"));
    assertEquals(5, count("minute_part"), "those of the other stay");
    assertEquals(60, buckets("minute", 60_000).size());
    assertEquals(1, count("hour_part"));
    Buckets hours = buckets("hour_part", 3_600_000);
    assertEquals(120, hours.count(0));
    assertEquals(BEGIN, hours.time(0));
    assertEquals(19, hours.max(0));
  }

  @Test
  void partsOfADayAreARowThoughTheyAreFew() throws Exception {
    seal(1, BEGIN);
    seal(1, BEGIN + Duration.ofDays(1).toMillis());
    assertEquals(0, count("minute_part"));
    assertEquals(20, buckets("minute", 60_000).size());
  }

  /** Each of a day: after thirty-six of them there is a row of hours. */
  @Test
  void partsOfHoursBecomeARowToo() throws Exception {
    for (int day = 0; day < 40; day++) {
      seal(1, BEGIN + Duration.ofDays(day).toMillis());
    }
    assertEquals(1, count("hour"));
    assertTrue(count("hour_part") < 20);
    assertEquals(
        40, buckets("hour", 3_600_000).size() + buckets("hour_part", 3_600_000).size()
            + buckets("minute_part", 3_600_000).size());
  }

  @Test
  void aPartThatIsDamagedCostsNoOther() throws Exception {
    for (int i = 0; i < 5; i++) {
      seal(1, BEGIN + 600_000L * i);
    }
    memory.run("UPDATE minute_part SET data = x'63' WHERE first = " + BEGIN);
    seal(1, BEGIN + 3_000_000);
    assertEquals(0, count("minute_part"));
    assertEquals(50, buckets("minute", 60_000).size());
  }

  @Test
  void partsThatAreAllDamagedGo() throws Exception {
    seal(1, BEGIN);
    memory.run("UPDATE minute_part SET data = x'63'");
    expire(Duration.ofDays(9));
    assertEquals(0, count("minute_part"));
    assertEquals(0, count("minute"));
    assertEquals(0, count("hour_part"));
  }

  @Test
  void eachTierIsKeptForItsOwnTime() throws Exception {
    String row = " (entity, first, last, data) VALUES (1, 0, " + BEGIN + ", x'00')";
    for (String table : new String[] {"raw", "minute", "hour", "hour_part"}) {
      memory.run("INSERT INTO " + table + row);
    }
    expire(Duration.ofDays(1));
    assertEquals(1, count("raw"));
    expire(Duration.ofDays(1).plusMillis(1));
    assertEquals(0, count("raw"));
    expire(Duration.ofDays(2));
    assertEquals(1, count("minute"));
    expire(Duration.ofDays(2).plusMillis(1));
    assertEquals(0, count("minute"));
    expire(Duration.ofDays(3));
    assertEquals(2, count("hour") + count("hour_part"));
    expire(Duration.ofDays(3).plusMillis(1));
    assertEquals(0, count("hour") + count("hour_part"));
  }

  /** The minutes of a node that is gone were never enough for a row: its hours are told on. */
  @Test
  void minutesThatAreTooOldLeaveTheirHours() throws Exception {
    seal(1, BEGIN - 540_000);
    expire(Duration.ofDays(2));
    assertEquals(1, count("minute_part"));
    expire(Duration.ofDays(2).plusMillis(1));
    assertEquals(0, count("minute_part"));
    assertEquals(0, count("minute"));
    assertEquals(2, buckets("hour_part", 3_600_000).size());
  }
}
