package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.REAL;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.dict;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * The properties of a job at one moment.
 *
 * @param model that is to be served, of a swap; empty of a switch
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
    Optional<String> model,
    String state,
    long step,
    long stepCount,
    String stepName,
    double progress,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<String> outcome,
    ReasonInfo reason,
    RequesterInfo requester) {
  public static final DictCodec<JobProperties> CODEC =
      DictCodec.of(
          fields ->
              new JobProperties(
                  fields.required("Id", UINT32, JobProperties::id),
                  fields.required("From", TEXT, JobProperties::from),
                  fields.required("To", TEXT, JobProperties::to),
                  fields.optional("Model", TEXT, JobProperties::sentModel).filter(it -> !it.isEmpty()),
                  fields.required("State", TEXT, JobProperties::state),
                  fields.required("Step", UINT32, JobProperties::step),
                  fields.required("StepCount", UINT32, JobProperties::stepCount),
                  fields.required("StepName", TEXT, JobProperties::stepName),
                  fields.required("Progress", REAL, JobProperties::progress),
                  fields.required("StartedAt", TIME, JobProperties::startedAt),
                  fields.required("FinishedAt", TIME.or(Instant.EPOCH), JobProperties::finishedAt),
                  fields.required("Outcome", TEXT.or(""), JobProperties::outcome),
                  fields.required("Reason", dict(ReasonInfo.CODEC), JobProperties::reason),
                  fields.required(
                      "Requester", dict(RequesterInfo.CODEC), JobProperties::requester)));

  /** As it is always sent: properties cannot be left out. */
  private Optional<String> sentModel() {
    return Optional.of(model.orElse(""));
  }
}
