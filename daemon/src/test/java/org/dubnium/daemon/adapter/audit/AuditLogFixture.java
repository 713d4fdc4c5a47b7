package org.dubnium.daemon.adapter.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.Samples;

/** An audit log in a directory of its own, to be damaged and looked at. */
record AuditLogFixture(Path directory) {

  /** A log that is never rotated. */
  FileAuditLog open() {
    return open(Long.MAX_VALUE);
  }

  FileAuditLog open(long rotateBytes) {
    return new FileAuditLog(directory, rotateBytes, 1000, Samples.CLOCK);
  }

  /** Appends so many numbered entries and closes the log. */
  AuditLogFixture filled(int entries) throws IOException {
    try (FileAuditLog log = open()) {
      for (long number : LongStream.rangeClosed(1, entries).toArray()) {
        log.append(Samples.entry(number));
      }
    }
    return this;
  }

  Path current() {
    return directory.resolve("events.jsonl");
  }

  Path head() {
    return directory.resolve("events.head");
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(current(), StandardCharsets.UTF_8);
  }

  /** What the log says about itself in this file: the kinds of notes, in order. */
  List<String> notes() throws IOException {
    return lines().stream()
        .map(AuditLogFixture::parse)
        .filter(line -> text(line, "event").equals("audit"))
        .map(line -> text(details(line), "note"))
        .toList();
  }

  static JsonObject parse(String line) {
    try {
      return JsonObject.parse(line.getBytes(StandardCharsets.UTF_8));
    } catch (JsonFormatException e) {
      throw new AssertionError(line, e);
    }
  }

  static String text(JsonObject object, String name) {
    try {
      return object.string(name);
    } catch (JsonFormatException e) {
      throw new AssertionError(name, e);
    }
  }

  static JsonObject details(JsonObject line) {
    try {
      return line.object("details");
    } catch (JsonFormatException e) {
      throw new AssertionError("details", e);
    }
  }
}
