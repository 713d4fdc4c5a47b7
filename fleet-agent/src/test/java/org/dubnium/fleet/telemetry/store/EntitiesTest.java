package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dubnium.fleet.domain.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers of GPUs and nodes: one that is given twice would mix two pasts. */
class EntitiesTest {

  private static final Entities.Name NODE = Entities.Name.of(new NodeId("n"));
  private static final Entities.Name FIRST = new Entities.Name(new NodeId("n"), 0);
  private static final Entities.Name TENTH = new Entities.Name(new NodeId("n"), 10);
  private static final Entities.Name OTHER = new Entities.Name(new NodeId("n1"), 0);

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

  private int number(Entities.Name name) throws SQLException {
    return entities.number(memory.connection(), name);
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
  void theyComeByNodeWithTheNodeFirst() throws SQLException {
    for (Entities.Name name : List.of(OTHER, TENTH, FIRST, NODE)) {
      number(name);
    }
    assertEquals(
        List.of(NODE, FIRST, TENTH, OTHER),
        List.copyOf(entities.of(Optional.empty(), OptionalInt.empty()).keySet()));
    assertEquals(
        List.of(NODE, FIRST, TENTH),
        List.copyOf(entities.of(Optional.of(new NodeId("n")), OptionalInt.empty()).keySet()));
    assertEquals(
        List.of(FIRST, OTHER),
        List.copyOf(entities.of(Optional.empty(), OptionalInt.of(0)).keySet()));
    assertEquals(
        List.of(), List.copyOf(entities.of(Optional.of(new NodeId("n0")), OptionalInt.empty()).keySet()));
  }

  @Test
  void namesOfWhichNothingIsKeptAreDeleted() throws SQLException {
    for (Entities.Name name : List.of(NODE, FIRST, TENTH, OTHER)) {
      number(name);
    }
    entities.settle();
    memory.run("INSERT INTO hour_part (entity, first, last, data) VALUES (2, 1, 2, x'00')");
    List<Entities.Name> deleted =
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
            + " INSERT INTO entity (id, node, gpu) SELECT i, 'n' || i, -1 FROM n");
    load();
    List<Entities.Name> deleted = entities.deleteUnused(memory.connection(), open -> false);
    assertEquals(1_000, deleted.size());
    assertEquals(500, memory.number("SELECT count(*) FROM entity"));
  }
}
