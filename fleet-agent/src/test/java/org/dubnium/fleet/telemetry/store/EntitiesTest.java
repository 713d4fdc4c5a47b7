package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers of subjects: one that is given twice would mix two pasts. */
class EntitiesTest {

  private static final Subject NODE = new Subject.Node(new NodeId("n"));
  private static final Subject FIRST = new Subject.Gpu(new NodeId("n"), 0);
  private static final Subject TENTH = new Subject.Gpu(new NodeId("n"), 10);
  private static final Subject OTHER = new Subject.Gpu(new NodeId("n1"), 0);

  private final Memory memory = new Memory();
  private Entities entities;

  EntitiesTest() throws SQLException {}

  @BeforeEach
  void load() throws SQLException {
    entities = Entities.load(memory.connection());
  }

  @AfterEach
  void close() throws SQLException {
    assertEquals(0, memory.open());
    memory.close();
  }

  private int number(Subject subject) throws SQLException {
    return entities.number(memory.connection(), subject);
  }

  @Test
  void eachHasANumberOfItsOwnAcrossRoundsAndStarts() throws SQLException {
    assertEquals(1, number(NODE));
    assertEquals(2, number(FIRST));
    assertEquals(1, number(NODE));
    entities.settle();
    assertEquals(3, number(TENTH));
    entities.settle();
    assertEquals(3, entities.count());
    load();
    assertEquals(3, entities.count());
    assertEquals(2, number(FIRST));
    assertEquals(4, number(OTHER));
  }

  @Test
  void whatWasRolledBackWasNeverGiven() throws SQLException {
    number(NODE);
    entities.settle();
    memory.run("BEGIN");
    assertEquals(2, number(FIRST));
    assertEquals(3, number(TENTH));
    memory.run("ROLLBACK");
    entities.takeBack();
    assertEquals(1, entities.count());
    assertEquals(2, number(OTHER));
    assertEquals(3, number(FIRST));
    entities.takeBack();
    entities.settle();
    assertEquals(1, entities.count());
  }

  @Test
  void theyComeByPlaceWithTheNodeFirst() throws SQLException {
    for (Subject subject : List.of(OTHER, TENTH, FIRST, NODE)) {
      number(subject);
    }
    assertEquals(List.of(NODE, FIRST, TENTH, OTHER), of(Optional.empty(), Optional.empty()));
    assertEquals(
        List.of(NODE, FIRST, TENTH), of(Optional.of(new NodeId("n")), Optional.empty()));
    assertEquals(List.of(FIRST, OTHER), of(Optional.empty(), Optional.of("0")));
    assertEquals(List.of(), of(Optional.of(new NodeId("n0")), Optional.empty()));
  }

  /** Those of a question about all metrics. */
  private List<Subject> of(Optional<NodeId> place, Optional<String> part) {
    return of(Set.of(Metric.values()), place, part);
  }

  private List<Subject> of(Set<Metric> metrics, Optional<NodeId> place, Optional<String> part) {
    return List.copyOf(
        entities
            .of(
                new HistoryQuery(
                    metrics, place, part, Instant.MIN, Instant.MAX, Duration.ZERO))
            .keySet());
  }

  /** A node and a cluster may have one name, and a node several servers. */
  @Test
  void thoseOfOnePlaceAreToldApart() throws SQLException {
    NodeId place = new NodeId("slurm");
    Subject node = new Subject.Node(place);
    Subject gpu = new Subject.Gpu(place, 0);
    Subject first = new Subject.Server(place, "127.0.0.1:8000");
    Subject second = new Subject.Server(place, "127.0.0.1:8001/metrics2");
    Subject cluster = new Subject.Cluster(place);
    for (Subject subject : List.of(cluster, second, first, gpu, node, OTHER)) {
      number(subject);
    }
    entities.settle();
    load();
    assertEquals(
        List.of(node, gpu, first, second, cluster), of(Optional.of(place), Optional.empty()));
    assertEquals(List.of(first), of(Optional.of(place), Optional.of("127.0.0.1:8000")));
    assertEquals(
        List.of(cluster),
        of(Set.of(Metric.SLURM_CPUS_TOTAL), Optional.of(place), Optional.empty()));
    assertEquals(
        List.of(node), of(Set.of(Metric.NODE_LOAD), Optional.of(place), Optional.empty()));
    assertEquals(List.of(), of(Set.of(), Optional.of(place), Optional.empty()));
  }

  /** As a newer program may have named it. */
  @Test
  void aSubjectOfAnUnknownKindKeepsItsNumber() throws SQLException {
    memory.run("INSERT INTO entity (id, subject) VALUES (7, 'pod:n/p')");
    memory.run("INSERT INTO raw (entity, first, last, data) VALUES (7, 1, 2, x'00')");
    load();
    assertEquals(0, entities.count());
    assertEquals(8, number(NODE));
    assertEquals(List.of(NODE), of(Optional.empty(), Optional.empty()));
    entities.settle();
    assertEquals(
        List.of(NODE), entities.deleteUnused(memory.connection(), open -> false), "the other stays");
    assertEquals(7, memory.number("SELECT id FROM entity"));
  }

  @Test
  void namesOfWhichNothingIsKeptAreDeleted() throws SQLException {
    for (Subject subject : List.of(NODE, FIRST, TENTH, OTHER)) {
      number(subject);
    }
    entities.settle();
    memory.run("INSERT INTO hour_part (entity, first, last, data) VALUES (2, 1, 2, x'00')");
    List<Subject> deleted =
        entities.deleteUnused(memory.connection(), number -> number == 3);
    assertEquals(List.of(NODE, OTHER), deleted.stream().sorted().toList());
    assertEquals(4, entities.count(), "until it is committed");
    entities.forget(deleted);
    assertEquals(2, entities.count());
    load();
    assertEquals(2, entities.count());
    assertEquals(4, number(NODE));
  }

  @Test
  void notTooManyAreDeletedAtOnce() throws SQLException {
    memory.run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
            + " INSERT INTO entity (id, subject) SELECT i, 'node:n' || i FROM n");
    load();
    List<Subject> deleted = entities.deleteUnused(memory.connection(), open -> false);
    assertEquals(1_000, deleted.size());
    assertEquals(500, memory.number("SELECT count(*) FROM entity"));
  }
}
