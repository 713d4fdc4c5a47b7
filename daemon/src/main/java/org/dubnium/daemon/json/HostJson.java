package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.DeviceHolder;
import org.dubnium.daemon.domain.observation.Observation.LoadState;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.TerminalJob;

/** What the kernel tells: processes, sound, memory, load and paths. */
final class HostJson {

  private HostJson() {}

  static void writeProcesses(JsonGenerator json, ProcessTable table) throws IOException {
    json.writeStartObject();
    Json.list(json, "deviceHolders", table.deviceHolders(), HostJson::writeDeviceHolder);
    Json.list(
        json,
        "processes",
        table.processes().values().stream()
            .sorted(Comparator.comparingInt(ProcessInfo::pid))
            .toList(),
        HostJson::writeProcess);
    Json.list(
        json, "unread", new TreeMap<>(table.unread()).entrySet(), HostJson::writeUnreadProcess);
    Json.texts(json, "omissions", table.omissions());
    json.writeEndObject();
  }

  private static void writeUnreadProcess(JsonGenerator json, Map.Entry<Integer, String> unread)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("pid", unread.getKey());
    json.writeStringField("why", unread.getValue());
    json.writeEndObject();
  }

  private static void writeDeviceHolder(JsonGenerator json, DeviceHolder holder)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("device", holder.device());
    json.writeNumberField("pid", holder.pid());
    json.writeEndObject();
  }

  private static void writeProcess(JsonGenerator json, ProcessInfo process) throws IOException {
    json.writeStartObject();
    json.writeNumberField("pid", process.pid());
    json.writeStringField("command", process.command());
    json.writeNumberField("startTicks", process.startTicks());
    json.writeNumberField("uid", process.uid());
    Json.optional(json, "unit", process.unit());
    Json.optional(json, "session", process.session());
    UserUnitJson.write(json, process.userUnit());
    json.writeEndObject();
  }

  static void writeTerminalJobs(JsonGenerator json, List<TerminalJob> jobs) throws IOException {
    Json.list(json, jobs, HostJson::writeTerminalJob);
  }

  private static void writeTerminalJob(JsonGenerator json, TerminalJob job) throws IOException {
    json.writeStartObject();
    json.writeFieldName("process");
    writeProcess(json, job.process());
    json.writeStringField("terminal", job.terminal());
    json.writeNumberField("ageSeconds", job.age().toSeconds());
    json.writeEndObject();
  }

  static void writeAudio(JsonGenerator json, AudioState audio) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("hardware", audio.hardware());
    Json.list(json, "running", audio.running(), HostJson::writeSubstream);
    Json.list(json, "processes", audio.processes(), HostJson::writeProcess);
    json.writeEndObject();
  }

  private static void writeSubstream(JsonGenerator json, AudioState.Substream substream)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", substream.name());
    json.writeNumberField("owner", substream.owner());
    json.writeEndObject();
  }

  static void writeMemory(JsonGenerator json, MemoryState memory) throws IOException {
    json.writeStartObject();
    json.writeNumberField("totalBytes", memory.totalBytes());
    json.writeNumberField("availableBytes", memory.availableBytes());
    Json.reading(json, "someStallAvg10", memory.someStallAvg10(), JsonGenerator::writeNumber);
    json.writeEndObject();
  }

  static void writeLoad(JsonGenerator json, LoadState load) throws IOException {
    json.writeStartObject();
    json.writeNumberField("cpus", load.cpus());
    json.writeNumberField("loadAverage5", load.loadAverage5());
    json.writeNumberField("perCpu", load.perCpu());
    Json.reading(json, "someStallAvg60", load.someStallAvg60(), JsonGenerator::writeNumber);
    json.writeEndObject();
  }

  static void writeServerLoad(JsonGenerator json, ServerLoad load) throws IOException {
    json.writeStartObject();
    json.writeNumberField("running", load.running());
    json.writeNumberField("waiting", load.waiting());
    json.writeEndObject();
  }

  static void writePath(JsonGenerator json, PathState path) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("exists", path.exists());
    json.writeStringField("mountPoint", path.mountPoint());
    json.writeBooleanField("readOnly", path.readOnly());
    json.writeNumberField("freeBytes", path.freeBytes());
    json.writeEndObject();
  }
}
