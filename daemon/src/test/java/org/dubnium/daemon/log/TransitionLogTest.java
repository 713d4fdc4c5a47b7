package org.dubnium.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.common.log.RecordedJournal;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransitionLogTest {

  @RegisterExtension
  final RecordedJournal journal = new RecordedJournal(TransitionLog.class);

  private final List<Map<String, String>> entries = journal.entries();
  private final TransitionLog log = new TransitionLog(Samples.ID, Samples.COMPUTE);

  @Test
  void everyKindOfEventIsToldWithItsOwnId() {
    Step step = Samples.plan().steps().getFirst().action();
    log.requested(Samples.request());
    log.judged(Samples.reason().guards());
    log.planned(Samples.plan());
    log.stepBegun(step);
    log.stepDone(step);
    log.stepFailed(step, Samples.reason());
    log.rollingBack(Samples.reason());
    log.stepUndone(step);
    log.recovered("going back");
    log.finished(Samples.finished());

    assertEquals(
        EnumSet.range(LogEvent.TRANSITION_REQUESTED, LogEvent.TRANSITION_FINISHED).stream()
            .map(LogEvent::messageId).collect(Collectors.toSet()),
        entries.stream().map(entry -> entry.get("MESSAGE_ID")).collect(Collectors.toSet()));
    for (Map<String, String> entry : entries) {
      assertEquals(Samples.ID.toString(), entry.get("DUBNIUM_TRANSITION"));
      assertEquals("compute", entry.get("DUBNIUM_MODE"));
      assertEquals("mode-controller@compute.service", entry.get("OBJECT_SYSTEMD_UNIT"));
    }
  }

  @Test
  void endTellsOutcomeAndWhy() {
    log.finished(Samples.finished());

    Map<String, String> end = entries.getFirst();
    assertEquals("stranded", end.get("DUBNIUM_OUTCOME"));
    assertEquals("gpu-not-released", end.get("DUBNIUM_CODE"));
    assertEquals("failed-transition", end.get("DUBNIUM_CONDITION"));
    assertEquals("unknown", end.get("DUBNIUM_FINAL_MODE"));
    assertEquals("3", end.get("PRIORITY"));
    assertEquals(
        "stranded: now in unknown, failed-transition: cannot release GPU-1: blender holds it",
        end.get("MESSAGE"));
  }

  @Test
  void guardsThatBlockAreNamed() {
    log.judged(Samples.reason().guards());
    log.judged(Samples.reason().guards().subList(0, 2));

    assertEquals("guards block: gpu-holders memory-headroom", entries.get(0).get("MESSAGE"));
    assertEquals("4", entries.get(0).get("PRIORITY"));
    assertEquals("guards pass: audio-idle session-terminable", entries.get(1).get("MESSAGE"));
    assertEquals("6", entries.get(1).get("PRIORITY"));
  }

  @Test
  void stepIsNamedByKindAndSubject() {
    log.stepBegun(Samples.plan().steps().getFirst().action());

    assertEquals("stop-unit vllm.service", entries.getFirst().get("DUBNIUM_STEP"));
    assertEquals("stop-unit vllm.service", entries.getFirst().get("MESSAGE"));
  }

  @Test
  void messageIdsAreDistinctAnd128Bits() {
    Set<String> ids =
        Arrays.stream(LogEvent.values()).map(LogEvent::messageId).collect(Collectors.toSet());
    assertEquals(LogEvent.values().length, ids.size());
    assertTrue(ids.stream().allMatch(id -> id.matches("[0-9a-f]{32}")));
  }
}
