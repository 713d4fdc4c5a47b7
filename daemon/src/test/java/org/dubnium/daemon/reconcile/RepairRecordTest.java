package org.dubnium.daemon.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.fake.FakeAuditLog;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fixture.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the audit log has of one repair. */
class RepairRecordTest {

  private static final RepairTarget DEMAND =
      new RepairTarget(
          new UnitName("vllm.service"),
          List.of("unitsActive:vllm.service"),
          new RepairTarget.Start(),
          RepairTarget.State.UNMET);

  private static final List<Key> KEYS =
      ContractKey.all(FakeHost.inDesktop(1).units, Policies::shipped);

  private final FakeAuditLog audit = new FakeAuditLog();
  private final RepairRecord record =
      new RepairRecord(audit, KEYS.getFirst(), new ModeName("compute"), DEMAND);

  @Test
  void saysWhatIsToBeMendedAndHow() throws Exception {
    record.begun(2);
    AuditEntry entry = audit.entries().getFirst();
    assertEquals(
        Map.of(
            "key", "mode",
            "clauses", List.of("unitsActive:vllm.service"),
            "kind", "start-unit",
            "subject", "vllm.service",
            "attempt", 2,
            "status", "begun"),
        entry.details());
    assertEquals(Optional.empty(), entry.reason());
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
        arguments(new RepairOutcome.Repaired(), "done", true, ""),
        arguments(new RepairOutcome.CalledOff(), "called-off", false, "a transition was asked for"),
        arguments(new RepairOutcome.Failed("exit-code"), "failed", false, "exit-code"),
        arguments(new RepairOutcome.Harmful("it shows desktop"), "failed", false, "it shows desktop"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void saysHowItEndedAndWhy(RepairOutcome outcome, String status, boolean success, String why)
      throws Exception {
    record.ended(1, outcome);
    AuditEntry entry = audit.entries().getFirst();
    assertEquals(status, entry.details().get("status"));
    assertEquals(Optional.of(success), entry.success());
    assertEquals(Optional.of(why).filter(text -> !text.isEmpty()), entry.reason());
  }

  @Test
  void saysThatSlicesAreMended() throws Exception {
    new RepairRecord(audit, KEYS.getLast(), new ModeName("compute"), DEMAND).gaveUp(5, "no");
    assertEquals("slices", audit.entries().getFirst().details().get("key"));
    assertEquals(Optional.of("no"), audit.entries().getFirst().reason());
  }
}
