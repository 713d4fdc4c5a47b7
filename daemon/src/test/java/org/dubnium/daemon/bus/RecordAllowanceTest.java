package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.fake.FakeAuditLog;
import org.dubnium.daemon.port.AuditLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user who has caused too much is refused before anything is done for them. */
class RecordAllowanceTest {

  private static final long ALICE = 1000;

  private final FakeAuditLog audit = new FakeAuditLog();

  @ParameterizedTest
  @CsvSource({"1, 1 s", "1000, 1 s", "1001, 2 s", "119000, 119 s", "120000, 2 min", "7200000, 2 h",
    "2592000000, 720 h"})
  void theRefusalSaysWhenToTryAgain(long millis, String told) {
    audit.refuse(ALICE, new AuditLog.Refusal("cannot put it on record", Duration.ofMillis(millis)));

    BusException refused =
        assertThrows(
            BusException.class,
            () ->
                new RecordAllowance(audit)
                    .require(new Caller(ALICE, ":1.1", Optional.empty())));

    assertTrue(refused.is(StandardError.LIMITS_EXCEEDED));
    assertEquals("cannot put it on record; try again in " + told, refused.text());
  }

  @Test
  void nothingIsBegunNorRecordedAndReleasingStaysPossible() throws Exception {
    FrontendBench bench = new FrontendBench();
    try {
      Object[] hold = {"compute", "any", "delay", "alice", "a test", Map.of()};
      long cookie = bench.call("HoldMode", "sssssa{sv}", hold).integer(0);
      long self = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
      bench.engine.audit.refuse(
          self, new AuditLog.Refusal("cannot record", Duration.ofSeconds(3)));
      int recorded = bench.engine.audit.entries().size();

      for (String method : List.of("HoldMode", "RequestMode", "Reload")) {
        BusException refused =
            assertThrows(
                BusException.class,
                () -> {
                  switch (method) {
                    case "HoldMode" -> bench.call(method, "sssssa{sv}", hold);
                    case "RequestMode" -> bench.call(method, "sa{sv}", "compute", Map.of());
                    default -> bench.call(method, "");
                  }
                });
        assertTrue(refused.is(StandardError.LIMITS_EXCEEDED), method + ": " + refused);
      }
      assertEquals(recorded, bench.engine.audit.entries().size());

      bench.call("ReleaseHold", "u", cookie);
      assertEquals(recorded + 1, bench.engine.audit.entries().size());
    } finally {
      bench.close();
    }
  }
}
