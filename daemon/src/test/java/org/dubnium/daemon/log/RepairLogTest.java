package org.dubnium.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dubnium.common.log.RecordedJournal;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepairLogTest {

  @RegisterExtension
  final RecordedJournal journal = new RecordedJournal(RepairLog.class);

  private final List<Map<String, String>> entries = journal.entries();
  private final RepairLog log =
      new RepairLog(new ModeName("compute"), "start-unit", new UnitName("vllm.service"));

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
