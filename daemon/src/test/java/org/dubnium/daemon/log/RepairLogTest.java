package org.dubnium.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepairLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(RepairLog.class);
  private final List<Map<String, String>> entries = new ArrayList<>();
  private final JournalAppender appender =
      new JournalAppender(this::send, new StderrAppender(System.err));
  private final RepairLog log =
      new RepairLog(new ModeName("compute"), "start-unit", new UnitName("vllm.service"));

  @BeforeEach
  void listen() {
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
  }

  private int send(List<JournalField> fields) {
    Map<String, String> entry = new LinkedHashMap<>();
    fields.forEach(field -> entry.put(field.name(), field.value()));
    entries.add(entry);
    return 0;
  }

  @Test
  void everyKindOfEventIsToldWithItsOwnIdAndBelongsToTheUnit() {
    log.begun(1);
    log.done(1);
    log.failed(2, "failed", "it does not start");
    log.gaveUp(5, "it does not start");
    log.refused("it is masked");

    assertEquals(
        EnumSet.range(LogEvent.REPAIR_BEGUN, LogEvent.REPAIR_REFUSED).stream()
            .map(LogEvent::messageId)
            .collect(Collectors.toSet()),
        entries.stream().map(entry -> entry.get("MESSAGE_ID")).collect(Collectors.toSet()));
    for (Map<String, String> entry : entries) {
      assertEquals("compute", entry.get("DUBNIUM_MODE"));
      assertEquals("start-unit vllm.service", entry.get("DUBNIUM_STEP"));
      assertEquals("vllm.service", entry.get("OBJECT_SYSTEMD_UNIT"));
    }
  }

  @Test
  void anAttemptThatFailedTellsWhichAndWhy() {
    log.failed(2, "called-off", "a transition was asked for");
    Map<String, String> entry = entries.getFirst();
    assertEquals("2", entry.get("DUBNIUM_ATTEMPT"));
    assertEquals("called-off", entry.get("DUBNIUM_OUTCOME"));
    assertEquals(
        "not repaired: start-unit vllm.service: a transition was asked for",
        entry.get("MESSAGE"));
  }
}
