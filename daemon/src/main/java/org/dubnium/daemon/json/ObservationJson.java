package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Observation.Inhibitor;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;

/** An observation, whole. Sizes are in bytes, as their names say. */
public final class ObservationJson {

  private ObservationJson() {}

  public static void write(JsonGenerator json, Observation observation) throws IOException {
    json.writeStartObject();
    json.writeNumberField("sequence", observation.sequence());
    json.writeStringField("at", Json.time(observation.at()));
    Json.reading(json, "units", observation.units(), ObservationJson::writeUnits);
    Json.reading(json, "failedUnits", observation.failedUnits(), ObservationJson::writeNames);
    Json.reading(json, "sessions", observation.sessions(), ObservationJson::writeSessions);
    Json.reading(json, "inhibitors", observation.inhibitors(), ObservationJson::writeInhibitors);
    Json.reading(json, "gpus", observation.gpus(), GpuJson::write);
    Json.reading(json, "processes", observation.processes(), HostJson::writeProcesses);
    Json.reading(json, "terminalJobs", observation.terminalJobs(), HostJson::writeTerminalJobs);
    Json.reading(json, "audio", observation.audio(), HostJson::writeAudio);
    Json.reading(json, "memory", observation.memory(), HostJson::writeMemory);
    Json.reading(json, "load", observation.load(), HostJson::writeLoad);
    Json.reading(json, "model", observation.model(), ModelJson::write);
    Json.reading(json, "serverLoad", observation.serverLoad(), HostJson::writeServerLoad);
    Json.optional(json, "stall", observation.stall());
    Json.reading(json, "clusterJobs", observation.clusterJobs(), ClusterJson::write);
    json.writeObjectFieldStart("paths");
    for (Map.Entry<String, Reading<PathState>> path : new TreeMap<>(observation.paths()).entrySet()) {
      Json.reading(json, path.getKey(), path.getValue(), HostJson::writePath);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** An object of units by name. */
  private static void writeUnits(JsonGenerator json, Map<UnitName, UnitState> units)
      throws IOException {
    json.writeStartObject();
    for (UnitState unit : new TreeMap<>(units).values()) {
      json.writeObjectFieldStart(unit.name().value());
      json.writeStringField("loadState", unit.loadState());
      json.writeStringField("activeState", unit.activeState());
      json.writeStringField("subState", unit.subState());
      json.writeStringField("unitFileState", unit.unitFileState());
      json.writeStringField("result", unit.result());
      Json.optional(json, "job", unit.job());
      Json.texts(json, "conflicts", unit.conflicts().stream().sorted().toList());
      Json.texts(json, "stopsWith", unit.stopsWith().stream().sorted().toList());
      json.writeFieldName("slice");
      if (unit.slice().isPresent()) {
        StepJson.writeSettings(json, unit.slice().get());
      } else {
        json.writeNull();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeNames(JsonGenerator json, Set<UnitName> units) throws IOException {
    Json.list(json, units.stream().sorted().map(UnitName::value).toList(), JsonGenerator::writeString);
  }

  private static void writeSessions(JsonGenerator json, List<Session> sessions)
      throws IOException {
    Json.list(json, sessions, ObservationJson::writeSession);
  }

  private static void writeSession(JsonGenerator json, Session session) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", session.id());
    json.writeNumberField("uid", session.uid());
    json.writeStringField("user", session.user());
    json.writeStringField("type", session.type());
    json.writeStringField("class", session.sessionClass());
    json.writeStringField("state", session.state());
    json.writeStringField("seat", session.seat());
    json.writeBooleanField("remote", session.remote());
    json.writeStringField("service", session.service());
    json.writeNumberField("leader", session.leader());
    json.writeStringField("scope", session.scope());
    json.writeBooleanField("lingers", session.lingers());
    json.writeEndObject();
  }

  private static void writeInhibitors(JsonGenerator json, List<Inhibitor> inhibitors)
      throws IOException {
    Json.list(json, inhibitors, ObservationJson::writeInhibitor);
  }

  private static void writeInhibitor(JsonGenerator json, Inhibitor inhibitor) throws IOException {
    json.writeStartObject();
    json.writeStringField("what", inhibitor.what());
    json.writeStringField("who", inhibitor.who());
    json.writeStringField("why", inhibitor.why());
    json.writeStringField("mode", inhibitor.mode());
    json.writeNumberField("uid", inhibitor.uid());
    json.writeNumberField("pid", inhibitor.pid());
    json.writeEndObject();
  }
}
