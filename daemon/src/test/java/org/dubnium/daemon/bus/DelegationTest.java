package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.fake.FakeAuthority;
import org.dubnium.daemon.port.Authority.Decision;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.wire.Arguments;
import org.dubnium.dbus.wire.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service asks for a mode in somebody's name. */
class DelegationTest {

  private static final String ON_BEHALF = "org.dubnium.ModeController.request-on-behalf";
  private static final String REQUEST = "org.dubnium.ModeController.request-mode";

  private final FrontendBench bench;

  DelegationTest() throws Exception {
    bench = new FrontendBench();
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void polkitIsAskedAboutThePersonsSession() throws Exception {
    String bob = bench.host.logIn("bob", 1001);
    bench.end(ask("RequestMode", "studio-local", bob).path(0));

    List<FakeAuthority.Question> asked = bench.polkit.questions();
    assertEquals(ON_BEHALF, asked.getFirst().action());
    assertEquals(Optional.empty(), asked.getFirst().caller().session());
    assertEquals(REQUEST, asked.getLast().action());
    assertEquals(Optional.of(bob), asked.getLast().caller().session());
    Caller recorded =
        bench.engine.audit.entries().stream()
            .map(AuditEntry::caller)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    assertEquals(1001, recorded.uid());
    assertEquals(Optional.of(bob), recorded.session());
  }

  @Test
  void whoMayNotSpeakForOthersIsRefused() {
    bench.polkit.answer(ON_BEHALF, Decision.NO);
    assertRefused("RequestMode", "1", "org.freedesktop.DBus.Error.AccessDenied");
    assertRefused("Explain", "1", "org.freedesktop.DBus.Error.AccessDenied");
  }

  @Test
  void speakingForSomebodyGivesNoMoreThanTheyHave() {
    bench.polkit.answer(REQUEST, Decision.NO);
    assertRefused("RequestMode", "1", "org.freedesktop.DBus.Error.AccessDenied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobodys", "", "../1"})
  void aSessionThatIsNonesIsRefused(String session) {
    assertRefused("RequestMode", session, "org.dubnium.ModeController.Error.InvalidOption");
    assertRefused("Explain", session, "org.dubnium.ModeController.Error.InvalidOption");
  }

  @Test
  void nobodySpeaksForRoot() {
    String root = bench.host.logIn("root", 0);
    assertRefused("RequestMode", root, "org.dubnium.ModeController.Error.InvalidOption");
  }

  private Arguments ask(String method, String mode, String session) throws Exception {
    return bench.call(method, "sa{sv}", mode, Map.of("on-behalf-of", Variant.of("s", session)));
  }

  private void assertRefused(String method, String session, String error) {
    BusException refused =
        assertThrows(BusException.class, () -> ask(method, "studio-local", session));
    assertEquals(error, refused.errorName());
    assertTrue(bench.engine.engine.activeJob().isEmpty());
  }
}
