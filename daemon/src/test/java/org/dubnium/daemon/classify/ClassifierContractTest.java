package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.fixture.Sessions;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every clause of every shipped contract: met, unmet, and unavailable. */
class ClassifierContractTest {

  private static final Policy POLICY = Policies.shipped();

  /**
   * One clause with what makes it fail and what makes it unreadable.
   *
   * @param identity without it there is no mode at all
   */
  record Case(
      Contract mode,
      String clause,
      boolean identity,
      Consumer<ObservationBuilder> unmeet,
      Consumer<ObservationBuilder> blind) {

    @Override
    public String toString() {
      return mode.name() + " " + clause;
    }
  }

  static Stream<Case> clauses() {
    return POLICY.contracts().all().stream().flatMap(mode -> cases(mode).stream());
  }

  @Test
  void noClauseIsLeftOut() {
    for (Contract mode : POLICY.contracts().all()) {
      assertEquals(
          Clauses.own(mode, POLICY.contracts()).stream().map(Clause::name).sorted().toList(),
          cases(mode).stream().map(Case::clause).sorted().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void whenAllAreMetTheModeIsSettled(Case clause) {
    Classification seen = classify(settled(clause.mode()));
    assertEquals(Optional.of(clause.mode().name()), seen.mode());
    assertEquals(Condition.SETTLED, seen.condition());
    assertEquals(List.of(), seen.contradicts());
    assertEquals(List.of(), seen.degradations());
    assertFalse(seen.supports().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void anUnmetOneDegradesTheModeOrTakesItAway(Case clause) {
    ObservationBuilder host = settled(clause.mode());
    clause.unmeet().accept(host);
    Classification seen = classify(host);
    if (clause.identity()) {
      assertEquals(Optional.empty(), seen.mode());
      assertEquals(Condition.UNKNOWN, seen.condition());
      assertFalse(seen.conflicts().isEmpty() && seen.contradicts().isEmpty());
      return;
    }
    assertEquals(Condition.DEGRADED, seen.condition());
    assertFalse(seen.contradicts().isEmpty());
    assertEquals(Optional.of(POLICY.contracts().baseOf(clause.mode().name()).name()), seen.mode());
    String expected =
        clause.mode().base().map(base -> "overlay:" + clause.mode().name()).orElse(clause.clause());
    assertTrue(names(seen).contains(expected), () -> "degradations " + seen.degradations());
    assertTrue(
        Classifier.unmet(clause.mode().name(), host.build(), POLICY).stream()
            .map(ClauseFinding::clause)
            .anyMatch(clause.clause()::equals));
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void anUnavailableOneMakesTheModeUnknownAndIsNamed(Case clause) {
    ObservationBuilder host = settled(clause.mode());
    clause.blind().accept(host);
    Classification seen = classify(host);
    assertEquals(Optional.empty(), seen.mode());
    assertEquals(Condition.UNKNOWN, seen.condition());
    assertFalse(seen.missing().isEmpty());
    assertEquals(List.of(), seen.conflicts());
  }

  private static List<Case> cases(Contract mode) {
    List<Case> cases = new ArrayList<>();
    Optional.ofNullable(mode.target())
        .ifPresent(target -> cases.add(unit(mode, "target", target, true, UnitFixture::down)));
    for (UnitClause clause : mode.unitsActive()) {
      String name = "unitsActive:" + clause.unit();
      cases.add(unit(mode, name, clause.unit(), false, UnitFixture::failed));
    }
    for (UnitName unit : mode.unitsInactive()) {
      boolean isTarget =
          POLICY.contracts().all().stream().anyMatch(other -> unit.equals(other.target()));
      cases.add(unit(mode, "unitsInactive:" + unit, unit, isTarget, UnitFixture::up));
    }
    mode.slices()
        .forEach(
            (slice, settings) -> {
              long cpu = Objects.requireNonNull(settings.cpuWeight());
              long io = Objects.requireNonNull(settings.ioWeight());
              String name = "slices:" + slice + ":";
              cases.add(slice(mode, name + "CPUWeight", slice, unit -> unit.weights(777, io)));
              cases.add(slice(mode, name + "IOWeight", slice, unit -> unit.weights(cpu, 777)));
            });
    cases.add(graphics(mode));
    return cases;
  }

  private static Case unit(
      Contract mode,
      String clause,
      UnitName unit,
      boolean identity,
      Consumer<UnitFixture> unmeet) {
    return new Case(
        mode,
        clause,
        identity,
        host -> host.unit(unit.value(), unmeet),
        host -> host.withoutUnit(unit.value()));
  }

  private static Case slice(
      Contract mode, String clause, UnitName slice, Consumer<UnitFixture> unmeet) {
    return new Case(
        mode,
        clause,
        false,
        host -> host.unit(slice.value(), unmeet),
        host -> host.unit(slice.value(), UnitFixture::weightsUnknown));
  }

  private static Case graphics(Contract mode) {
    return switch (mode.graphics()) {
      case REQUIRED ->
          new Case(
              mode,
              "graphics",
              false,
              host -> host.unit("display-manager.service", UnitFixture::failed).noSessions(),
              host ->
                  host.unit("display-manager.service", UnitFixture::failed)
                      .unavailable(Part.SESSIONS));
      case ABSENT ->
          new Case(
              mode,
              "graphics",
              true,
              host -> host.session(Sessions.graphical("9", "alice", 1000)),
              host -> host.unavailable(Part.SESSIONS));
      case ANY -> throw new AssertionError("no shipped mode is without a word on graphics");
    };
  }

  private static ObservationBuilder settled(Contract mode) {
    Supplier<ObservationBuilder> host =
        switch (mode.name().value()) {
          case "desktop" -> Observations::desktop;
          case "studio-local" -> Observations::studio;
          case "compute" ->
              () -> Observations.compute().unit("slurm-node.service", unit -> unit.file("enabled").up());
          default -> throw new AssertionError("no host for mode " + mode.name());
        };
    return host.get();
  }

  private static Classification classify(ObservationBuilder host) {
    return Classifier.classify(host.build(), POLICY);
  }

  private static List<String> names(Classification seen) {
    return seen.degradations().stream().map(ClauseFinding::clause).toList();
  }
}
