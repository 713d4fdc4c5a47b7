package org.dubnium.daemon.adapter.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.ShortEntry;
import org.dubnium.daemon.json.AnyJson;
import org.dubnium.daemon.json.CallerJson;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.JsonTooLongException;

/**
 * One line of the audit log: a JSON object whose last members are {@code previousHash} and {@code
 * hash}. The hash is the SHA-256 of the line's own bytes from the opening brace up to, and without,
 * the last {@code ,"hash":"}; the previous line's hash is among those bytes, and so the lines form a
 * chain. What is hashed is what lies in the file: no reader has to know how JSON is to be written.
 *
 * <p>A shell checks it thus:
 *
 * <pre>{@code
 * previous=$(printf '0%.0s' {1..64})
 * while IFS= read -r line; do
 *   [[ $(jq -r .previousHash <<<"$line") == "$previous" ]] || echo "does not follow: $line"
 *   previous=$(printf %s "${line%,\"hash\":\"*}" | sha256sum | cut -d' ' -f1)
 *   [[ $(jq -r .hash <<<"$line") == "$previous" ]] || echo "was changed: $line"
 * done <events.jsonl
 * }</pre>
 *
 * @param head what the line says of itself
 * @param previousHash hash of the line before
 * @param members all of it
 */
record AuditLine(ChainHead head, String previousHash, JsonObject members) {

  /** A longer line is none of ours. In bytes, newline included. */
  static final int MAX_BYTES = 1 << 20;

  /** Longest entry that is written as it is, in bytes; what is longer is written short. */
  static final int LONGEST_ENTRY = 128 << 10;

  private static final byte[] HASH_MEMBER = ascii(",\"hash\":\"");
  private static final byte[] END = ascii("\"}");
  private static final int SUFFIX = HASH_MEMBER.length + 64 + END.length;

  /** The line of an entry that follows this head, without its newline. */
  static byte[] encode(ChainHead previous, Instant at, AuditEntry entry) throws IOException {
    byte[] body = body(previous, at, entry);
    String hash = HexFormat.of().formatHex(sha256(body, body.length));
    byte[] text = Arrays.copyOf(body, body.length + SUFFIX);
    System.arraycopy(HASH_MEMBER, 0, text, body.length, HASH_MEMBER.length);
    System.arraycopy(ascii(hash), 0, text, body.length + HASH_MEMBER.length, hash.length());
    System.arraycopy(END, 0, text, text.length - END.length, END.length);
    return text;
  }

  /** The entry as it is, or shorter: one that could not be written would stop everything else. */
  private static byte[] body(ChainHead previous, Instant at, AuditEntry entry)
      throws IOException {
    try {
      return body(LONGEST_ENTRY, previous, at, entry);
    } catch (JsonTooLongException whole) {
      long length = whole.length();
      try {
        return body(LONGEST_ENTRY, previous, at, ShortEntry.briefly(entry, length));
      } catch (JsonTooLongException brief) {
        return body(MAX_BYTES / 2, previous, at, ShortEntry.barely(entry, length));
      }
    }
  }

  private static byte[] body(int most, ChainHead previous, Instant at, AuditEntry entry)
      throws IOException {
    long sequence = previous.sequence() + 1;
    return Json.encode(most, json -> writeBody(json, sequence, at, entry, previous.hash()));
  }

  private static void writeBody(
      JsonGenerator json, long sequence, Instant at, AuditEntry entry, String previousHash)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("sequence", sequence);
    json.writeStringField("timestamp", Json.time(at));
    json.writeStringField("event", entry.event().text());
    Json.optional(json, "transition", entry.transition());
    Json.optional(json, "requested", entry.requested());
    Json.optional(json, "prior", entry.prior());
    Json.optional(json, "final", entry.last());
    json.writeFieldName("success");
    AnyJson.write(json, entry.success());
    Json.optional(json, "reason", entry.reason());
    json.writeFieldName("caller");
    if (entry.caller().isPresent()) {
      CallerJson.write(json, entry.caller().get());
    } else {
      json.writeNull();
    }
    json.writeFieldName("details");
    AnyJson.write(json, entry.details());
    json.writeStringField("previousHash", previousHash);
  }

  /**
   * A line as it lies in the file.
   *
   * @throws JsonFormatException if it is no line of an audit log, or its hash is not its own
   */
  static AuditLine parse(byte[] text) throws JsonFormatException {
    int body = text.length - SUFFIX;
    if (body <= 0
        || !matches(text, body, HASH_MEMBER)
        || !matches(text, text.length - END.length, END)) {
      throw new JsonFormatException("it does not end with a hash");
    }
    JsonObject members = JsonObject.parse(text);
    String hash = members.string("hash");
    if (!hash.equals(HexFormat.of().formatHex(sha256(text, body)))) {
      throw new JsonFormatException("its hash is not that of its content");
    }
    ChainHead head = new ChainHead(members.number("sequence"), hash);
    return new AuditLine(head, members.string("previousHash"), members);
  }

  /** The head that a line makes which was just encoded to follow another. */
  static ChainHead head(ChainHead previous, byte[] encoded) {
    String hash =
        new String(
            encoded, encoded.length - END.length - 64, 64, StandardCharsets.US_ASCII);
    return new ChainHead(previous.sequence() + 1, hash);
  }

  boolean follows(ChainHead previous) {
    return head.sequence() == previous.sequence() + 1 && previousHash.equals(previous.hash());
  }

  private static boolean matches(byte[] text, int offset, byte[] wanted) {
    return Arrays.equals(text, offset, offset + wanted.length, wanted, 0, wanted.length);
  }

  private static byte[] sha256(byte[] text, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(text, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
