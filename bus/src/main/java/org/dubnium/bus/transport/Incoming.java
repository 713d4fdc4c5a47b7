package org.dubnium.bus.transport;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.ValueReader;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * A message that arrived: its header read, its body not yet.
 *
 * @param serial that an answer names
 * @param fields values by their number (D-Bus specification, "Header Fields")
 * @param body null if the message was longer than we take
 * @param size bytes that it occupies here
 */
public record Incoming(
    Kind kind,
    int flags,
    long serial,
    Map<Integer, Object> fields,
    @Nullable ByteBuffer body,
    int size) {
  private static final int NO_REPLY_EXPECTED = 1;
  private static final int ALLOW_INTERACTIVE_AUTHORIZATION = 4;

  private static final int PATH = 1;
  private static final int INTERFACE = 2;
  private static final int MEMBER = 3;
  private static final int ERROR_NAME = 4;
  private static final int REPLY_SERIAL = 5;
  private static final int SENDER = 7;
  private static final int SIGNATURE = 8;

  /** Types of the fields that are read here; all others are ignored, as the specification says. */
  private static final Map<Integer, String> TYPES =
      Map.of(
          PATH, "o", INTERFACE, "s", MEMBER, "s", ERROR_NAME, "s", REPLY_SERIAL, "u", SENDER, "s",
          SIGNATURE, "g");

  /** The types of message. */
  public enum Kind {
    CALL,
    RETURN,
    ERROR,
    SIGNAL;

    /** Gives the type of a number; the specification has none but 1 to 4. */
    static Kind of(int type) {
      return switch (type) {
        case 1 -> CALL;
        case 2 -> RETURN;
        case 3 -> ERROR;
        case 4 -> SIGNAL;
        default -> throw new WireException("cannot read a message of type " + type);
      };
    }
  }

  public Incoming {
    fields = Map.copyOf(fields);
  }

  /**
   * Takes the fields from what a header holds of them.
   *
   * @param header one array of number and value
   * @throws WireException if a field is not of its type
   */
  static Map<Integer, Object> fields(Arguments header) {
    Map<Integer, Object> fields = new HashMap<>();
    for (Struct field : header.structs(0)) {
      int number = (int) field.values().integer(0);
      Variant value = field.values().variant(1);
      String type = TYPES.get(number);
      if (type != null && !value.signature().text().equals(type)) {
        throw new WireException("header field " + number + " must be of type " + type);
      }
      if (type != null) {
        fields.put(number, value.value());
      }
    }
    return fields;
  }

  /** The unique name of the sender, set by the bus. */
  public @Nullable String sender() {
    return (String) fields.get(SENDER);
  }

  public @Nullable String path() {
    return fields.get(PATH) instanceof ObjectPath path ? path.value() : null;
  }

  public @Nullable String interfaceName() {
    return (String) fields.get(INTERFACE);
  }

  /** The member's name, or the error's. */
  public @Nullable String name() {
    return (String) fields.get(kind == Kind.ERROR ? ERROR_NAME : MEMBER);
  }

  /** Serial of the call that is answered; 0 if there is none. */
  public long replySerial() {
    return fields.get(REPLY_SERIAL) instanceof Long serial ? serial : 0;
  }

  /** Whether the caller wants an answer; if not, then not even an error. */
  public boolean wantsReply() {
    return (flags & NO_REPLY_EXPECTED) == 0;
  }

  /** Whether the caller is prepared to wait while a person authenticates. */
  public boolean allowsInteraction() {
    return (flags & ALLOW_INTERACTIVE_AUTHORIZATION) != 0;
  }

  /** The types of the body's values, as the header says. */
  public String signature() {
    return types().text();
  }

  private Signature types() {
    return fields.get(SIGNATURE) instanceof Signature types ? types : Signature.EMPTY;
  }

  /**
   * Reads the body.
   *
   * @throws WireException if it is not here, or does not hold what the signature says
   */
  public Arguments arguments() {
    if (body == null) {
      throw new WireException("cannot read a message that is too long");
    }
    return ValueReader.read(types(), body);
  }

  /** Whether the body is here. */
  public boolean isComplete() {
    return body != null;
  }
}
