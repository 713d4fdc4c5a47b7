package org.dubnium.daemon.operation;

import static org.dubnium.daemon.operation.SwitchPlans.COMPUTE;
import static org.dubnium.daemon.operation.SwitchPlans.DESKTOP;
import static org.dubnium.daemon.operation.SwitchPlans.STUDIO;
import static org.dubnium.daemon.operation.SwitchPlans.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fixture.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who loses what by a mode switch. */
class ModeSwitchEndingsTest {

  @Test
  void namesWhoLosesWhat() {
    assertEquals(
        List.of("session 1"),
        plan(FakeHost.inDesktop(1), COMPUTE).ends().stream()
            .map(end -> end.kind() + " " + end.name())
            .toList());
    assertEquals(
        List.of("unit vllm.service"),
        plan(FakeHost.inCompute(1), DESKTOP).ends().stream()
            .map(end -> end.kind() + " " + end.name())
            .toList());
    assertEquals(List.of(), plan(FakeHost.inDesktop(1), STUDIO).ends());
  }

  @ParameterizedTest
  @CsvSource({"seat0, 'alice, wayland on seat0'", "'', 'alice, wayland without a seat'"})
  void tellsWhoseSessionItEndsAndWhere(String seat, String detail) {
    FakeHost host = FakeHost.inDesktop(1);
    host.sessions.close("1");
    host.sessions.open(
        Sessions.session("7", "alice", 1000, "wayland", "user", "active", seat, true));
    assertEquals(
        List.of(new Ending(Ending.SESSION, "7", detail)), plan(host, COMPUTE).ends());
  }
}
