package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of a job at one moment.
 *
 * @param state {@code observing guarding waiting acting verifying rolling-back finished}
 * @param step from 1; 0 before the first
 * @param stepName empty if none runs
 * @param progress 0 to 1
 * @param outcome empty before the end
 */
public record JobProperties(
    long id,
    String from,
    String to,
    String state,
    int step,
    int stepCount,
    String stepName,
    double progress,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<String> outcome,
    ReasonInfo reason,
    RequesterInfo requester) {

  Map<String, Object> byName() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Id", id);
    values.put("From", from);
    values.put("To", to);
    values.put("State", state);
    values.put("Step", step);
    values.put("StepCount", stepCount);
    values.put("StepName", stepName);
    values.put("Progress", progress);
    values.put("StartedAt", Micros.of(startedAt));
    values.put("FinishedAt", finishedAt.map(Micros::of).orElse(0L));
    values.put("Outcome", outcome.orElse(""));
    values.put("Reason", reason.asDict());
    values.put("Requester", requester.asDict());
    return values;
  }
}
