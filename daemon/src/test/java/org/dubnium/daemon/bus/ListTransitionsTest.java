package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import org.dubnium.daemon.json.Samples;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ModeError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Past transitions, as clients ask for them. */
class ListTransitionsTest {

  private final FrontendBench bench;

  ListTransitionsTest() throws Exception {
    bench = new FrontendBench();
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "999, 999", "0, 1000", "1001, 1000", "4294967295, 1000"})
  void givesWhatIsAskedForAndNeverALogOfYears(long limit, int given) throws Exception {
    bench.engine.audit.history(Collections.nCopies(1200, Samples.finished()));

    assertEquals(given, bench.controller.listTransitions(limit).size());
  }

  @Test
  void saysThatTheLogCannotBeReadRatherThanThatNothingHappened() {
    bench.engine.audit.makeUnreadable();

    ModeControllerException refused =
        assertThrows(
            ModeControllerException.class, () -> bench.controller.listTransitions(0));

    assertEquals(ModeError.AUDIT_UNAVAILABLE, refused.error());
  }
}
