package org.dubnium.fleet.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request is answered with. */
public sealed interface Response {

  int status();

  Map<String, String> headers();

  /** An answer with a body of known length. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
  record Whole(int status, Map<String, String> headers, byte[] body) implements Response {
    public Whole {
      headers = Map.copyOf(headers);
    }
  }

  /** An answer that is written for as long as the client listens. */
  record Stream(int status, Map<String, String> headers, Writer writer) implements Response {
    public Stream {
      headers = Map.copyOf(headers);
    }
  }

  /** Writes a stream; ends when it returns. Its thread is interrupted when the client is gone. */
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  static Response of(int status, String type, byte[] body) {
    return new Whole(status, Map.of("Content-Type", type), body);
  }

  static Response text(String type, String text) {
    return of(200, type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** 200, with a record or map as JSON. */
  static Response json(Object value) throws IOException {
    return json(200, value);
  }

  static Response json(int status, Object value) throws IOException {
    return of(status, "application/json", Json.bytes(value));
  }

  /** 304: the client's copy is up to date. */
  static Response notModified() {
    return new Whole(304, Map.of(), new byte[0]);
  }

  /** 204: done, without a body. */
  static Response noContent() {
    return new Whole(204, Map.of(), new byte[0]);
  }

  /** This answer with one more header. */
  default Response with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers());
    all.put(header, value);
    return switch (this) {
      case Whole whole -> new Whole(whole.status(), all, whole.body());
      case Stream stream -> new Stream(stream.status(), all, stream.writer());
    };
  }
}
