package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.GpuTelemetry;

/** The GPUs as the driver shows them. */
public final class GpuJson {

  private GpuJson() {}

  public static void write(JsonGenerator json, GpuInventory inventory) throws IOException {
    json.writeStartObject();
    json.writeStringField("driverVersion", inventory.driverVersion());
    json.writeStringField("nvmlVersion", inventory.nvmlVersion());
    writeFit(json, inventory.fit());
    Json.list(json, "gpus", inventory.gpus(), GpuJson::writeGpu);
    json.writeEndObject();
  }

  private static void writeFit(JsonGenerator json, DriverFit fit) throws IOException {
    json.writeObjectFieldStart("newPrograms");
    Json.reading(json, "libraryVersion", fit.libraryVersion(), JsonGenerator::writeString);
    Json.reading(json, "moduleVersion", fit.moduleVersion(), JsonGenerator::writeString);
    Json.optional(json, "failure", fit.failure());
    json.writeEndObject();
  }

  private static void writeGpu(JsonGenerator json, Gpu gpu) throws IOException {
    json.writeStartObject();
    writeIdentity(json, gpu.identity());
    json.writeBooleanField("lost", gpu.lost());
    json.writeBooleanField("asleep", gpu.asleep());
    Json.reading(json, "memory", gpu.memory(), GpuJson::writeMemory);
    Json.reading(json, "processes", gpu.processes(), GpuJson::writeProcesses);
    json.writeObjectFieldStart("telemetry");
    writeTelemetry(json, gpu.telemetry());
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The members alone, into an object that is open. */
  static void writeIdentity(JsonGenerator json, GpuIdentity identity) throws IOException {
    json.writeNumberField("index", identity.index());
    json.writeStringField("uuid", identity.uuid());
    json.writeStringField("pciBusId", identity.pciBusId());
    json.writeStringField("name", identity.name());
    Json.reading(json, "minor", identity.minor(), JsonGenerator::writeNumber);
  }

  private static void writeMemory(JsonGenerator json, GpuMemory memory) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", memory.text());
    if (memory instanceof GpuMemory.Dedicated own) {
      json.writeNumberField("totalBytes", own.totalBytes());
      json.writeNumberField("usedBytes", own.usedBytes());
      json.writeNumberField("freeBytes", own.freeBytes());
      json.writeBooleanField("reserveApart", own.reserveApart());
    }
    json.writeEndObject();
  }

  private static void writeProcesses(JsonGenerator json, List<GpuProcess> processes)
      throws IOException {
    Json.list(json, processes, GpuJson::writeProcess);
  }

  private static void writeProcess(JsonGenerator json, GpuProcess process) throws IOException {
    json.writeStartObject();
    json.writeNumberField("pid", process.pid());
    json.writeStringField("kind", process.kind().text());
    Json.reading(json, "usedBytes", process.usedBytes(), JsonGenerator::writeNumber);
    json.writeEndObject();
  }

  private static void writeTelemetry(JsonGenerator json, GpuTelemetry telemetry)
      throws IOException {
    Json.reading(json, "gpuUtilization", telemetry.gpuUtilization(), JsonGenerator::writeNumber);
    Json.reading(
        json, "memoryUtilization", telemetry.memoryUtilization(), JsonGenerator::writeNumber);
    Json.reading(json, "temperatureC", telemetry.temperatureC(), JsonGenerator::writeNumber);
    Json.reading(
        json, "powerMilliwatts", telemetry.powerMilliwatts(), JsonGenerator::writeNumber);
    Json.reading(json, "smClockMhz", telemetry.smClockMhz(), JsonGenerator::writeNumber);
    Json.reading(json, "memoryClockMhz", telemetry.memoryClockMhz(), JsonGenerator::writeNumber);
    Json.reading(json, "throttleReasons", telemetry.throttleReasons(), GpuJson::writeReasons);
    Json.reading(json, "eccCorrected", telemetry.eccCorrected(), JsonGenerator::writeNumber);
    Json.reading(json, "eccUncorrected", telemetry.eccUncorrected(), JsonGenerator::writeNumber);
    Json.reading(
        json, "persistenceMode", telemetry.persistenceMode(), JsonGenerator::writeBoolean);
    Json.reading(json, "computeMode", telemetry.computeMode(), JsonGenerator::writeString);
    Json.reading(json, "recoveryAction", telemetry.recoveryAction(), JsonGenerator::writeNumber);
  }

  private static void writeReasons(JsonGenerator json, Set<String> reasons) throws IOException {
    Json.list(json, reasons.stream().sorted().toList(), JsonGenerator::writeString);
  }
}
