package org.dubnium.daemon.adapter.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.mode.UnitName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops with a unit, by way of however many others. */
class UnitGraphTest {

  /** {@code a>b}: b stops with a; {@code a=b}: b is an alias of a. What a stop of a stops. */
  @ParameterizedTest
  @CsvSource({
    "a>b,                     b",
    "b>a,                     ''",
    "a>b a>c,                 b c",
    "a>b b>c c>d,             b c d",
    "a>b b>a,                 b",
    "a>a,                     ''",
    "a>b b>c c>a,             b c",
    "a>b b>c c>b c>d,         b c d",
    "a>b a>c b>d c>d,         b c d",
    "a>b.slice b.slice>c,     b.slice",
    "a>b b>c.slice c.slice>d, b c.slice",
    "a>gdm gdm=dm gdm>s,      gdm dm s",
    "gdm=a gdm>c,             c gdm",
  })
  void aStopIsHandedOn(String edges, String stopped) {
    Map<String, Set<UnitName>> dependents = new LinkedHashMap<>();
    Map<String, String> ids = new LinkedHashMap<>();
    dependents.put("a", new LinkedHashSet<>());
    for (String edge : edges.split(" ", -1)) {
      boolean alias = edge.contains("=");
      List<String> ends = List.of(edge.split("[>=]", -1));
      ends.forEach(end -> dependents.putIfAbsent(end, new LinkedHashSet<>()));
      if (alias) {
        ids.put(ends.getLast(), ends.getFirst());
      } else {
        dependents.getOrDefault(ends.getFirst(), Set.of()).add(unit(ends.getLast()));
      }
    }
    UnitGraph graph = new UnitGraph();
    for (String name : dependents.keySet()) {
      String id = ids.getOrDefault(name, name);
      graph.add(facts(unit(name), unit(id), dependents.getOrDefault(id, Set.of())));
    }
    assertEquals(
        Stream.of(stopped.split(" ", -1))
            .filter(name -> !name.isEmpty())
            .map(UnitGraphTest::unit)
            .collect(Collectors.toSet()),
        Objects.requireNonNull(graph.states().get(unit("a"))).stopsWith());
  }

  private static UnitName unit(String name) {
    return new UnitName(name.contains(".") ? name : name + ".service");
  }

  private static UnitFacts facts(UnitName name, UnitName id, Set<UnitName> dependents) {
    return new UnitFacts(
        name,
        id,
        "loaded",
        "active",
        "running",
        "enabled",
        "success",
        Optional.empty(),
        Set.of(),
        dependents,
        Optional.empty());
  }
}
