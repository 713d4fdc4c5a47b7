package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.ModeCondition;
import org.dubnium.fleet.domain.ModelServerState;
import org.dubnium.fleet.domain.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityTest {

  @ParameterizedTest
  @CsvSource({
    "GPU_XID, 48, CRITICAL",
    "GPU_XID, 62, CRITICAL",
    "GPU_XID, 64, CRITICAL",
    "GPU_XID, 74, CRITICAL",
    "GPU_XID, 79, CRITICAL",
    "GPU_XID, 95, CRITICAL",
    "GPU_XID, 119, CRITICAL",
    "GPU_XID, 120, CRITICAL",
    "GPU_XID, 13, WARNING",
    "GPU_XID, 31, WARNING",
    "GPU_XID, 43, WARNING",
    "GPU_XID, 63, INFO",
    "GPU_XID, 92, INFO",
    "GPU_XID, 45, INFO",
    "GPU_XID, 140, CRITICAL",
    "GPU_XID, 143, CRITICAL",
    "GPU_XID, 149, CRITICAL",
    "GPU_XID, 154, CRITICAL",
    "GPU_XID, 184, CRITICAL",
    "GPU_XID_FATAL, 9999, CRITICAL",
    "GPU_GONE, 1, CRITICAL",
    "NODE_INCOMPLETE, 1, WARNING",
    "NODE_UNREACHABLE, 1, CRITICAL",
    "MODE_CONDITION, 2, WARNING",
    "MODE_CONDITION, 3, ERROR",
    "MODEL_SERVER_STATE, 4, WARNING",
    "MODEL_SERVER_STATE, 5, ERROR",
    "CHANNEL_FAILING, 8, ERROR",
    "GPU_UTILIZATION, 1, WARNING"
  })
  void follows(Metric metric, double value, Severity severity) {
    assertEquals(severity, metric.severity(value));
  }

  @ParameterizedTest
  @CsvSource({
    "settled, 0",
    "transitioning, 1",
    "degraded, 2",
    "failed-transition, 3",
    "unknown, 4",
    "unheard-of, 4"
  })
  void conditionsGrowWithTheirGravity(String condition, double value) {
    assertEquals(value, ModeCondition.of(condition));
  }

  @ParameterizedTest
  @CsvSource({"off, 0", "ready, 1", "asleep, 2", "loading, 3", "stalled, 4", "failed, 5", "unheard-of,"})
  void statesOfAModelServerDoSoToo(String state, @Nullable Double value) {
    assertEquals(Optional.ofNullable(value), ModelServerState.of(state));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5   | no room | the model server failed: no room",
        "5   |         | the model server failed",
        "4   | no token | the model server makes no progress: no token",
        "3   |         | the model server is loading",
        "2.5 |         | the model server is 2.5",
      })
  void anAlertAboutAModelServerSaysWhy(double value, @Nullable String why, String words) {
    assertEquals(
        Optional.of(words), Metric.MODEL_SERVER_STATE.words(value, Optional.ofNullable(why)));
  }
}
