package org.dubnium.daemon.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.json.ClassificationJson;
import org.dubnium.daemon.json.HoldJson;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.JsonTooLongException;
import org.dubnium.daemon.json.ModelServerJson;
import org.dubnium.daemon.json.ObservationJson;
import org.dubnium.daemon.json.TopologyJson;
import org.dubnium.daemon.json.TransitionJson;

/** The whole state as one JSON document: what {@code Describe()} answers. */
final class StateDocument {

  private StateDocument() {}

  /**
   * Writes it; {@code LimitsExceeded} if it is too long.
   *
   * @param version of the daemon
   */
  static String write(
      Instant now,
      String version,
      Policy policy,
      Engine engine,
      ModelServerStatus server,
      HostSnapshot seen)
      throws BusException {
    try {
      byte[] text =
          Json.document(
              now,
              json -> {
                json.writeStringField("version", version);
                json.writeStringField("desired", engine.desired().value());
                json.writeStringField("boot", policy.bootMode().value());
                Json.optional(
                    json, "activeJob", engine.activeJob().map(job -> Jobs.path(job).value()));
                Json.list(json, "holds", engine.holds().all(), HoldJson::write);
                json.writeObjectFieldStart("placement");
                TopologyJson.writePlacement(json, policy.placement());
                json.writeEndObject();
                json.writeObjectFieldStart("topology");
                TopologyJson.writeTopology(json, policy.hardware(), seen.observation().gpus());
                json.writeEndObject();
                json.writeFieldName("classification");
                ClassificationJson.write(json, seen.classification());
                json.writeFieldName("modelServer");
                ModelServerJson.write(json, server);
                json.writeFieldName("lastTransition");
                Optional<FinishedTransition> last = engine.lastTransition();
                if (last.isPresent()) {
                  TransitionJson.write(json, last.get());
                } else {
                  json.writeNull();
                }
                json.writeFieldName("observation");
                ObservationJson.write(json, seen.observation());
              });
      return new String(text, StandardCharsets.UTF_8);
    } catch (JsonTooLongException tooLong) {
      throw StandardError.LIMITS_EXCEEDED.because(
          "cannot describe all of this host in one document: " + tooLong.getMessage());
    } catch (IOException impossible) {
      throw new UncheckedIOException("cannot happen: this writes to memory", impossible);
    }
  }
}
