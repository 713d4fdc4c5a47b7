package org.dubnium.bus.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values from bytes (D-Bus specification, "Marshaling (Wire Format)"). Whoever may call us
 * chooses the bytes, since not every bus looks at what it passes on: each length is held against
 * what is there before anything is made of it. The Java types are those of {@link LibraryValues}.
 */
public final class ValueReader {
  private static final int MAX_DEPTH = 64;

  private final ByteBuffer bytes;

  private ValueReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * The values of a signature, which must fill the bytes.
   *
   * @param bytes from their position on, in their order; index 0 is where alignment is counted from
   * @throws WireException if they are not what the signature says
   */
  public static Arguments read(Signature signature, ByteBuffer bytes) {
    ValueReader reader = new ValueReader(bytes.duplicate().order(bytes.order()));
    Arguments values = new Arguments(reader.values(signature.types(), 0));
    if (reader.bytes.hasRemaining()) {
      throw new WireException("cannot read values: there is more than \"" + signature + "\"");
    }
    return values;
  }

  private List<Object> values(List<Type> types, int depth) {
    List<Object> values = new ArrayList<>(types.size());
    for (Type type : types) {
      values.add(value(type, depth));
    }
    return values;
  }

  private Object value(Type type, int depth) {
    if (depth > MAX_DEPTH) {
      throw new WireException("cannot read values nested deeper than " + MAX_DEPTH);
    }
    align(alignment(type));
    return switch (type) {
      case Type.Basic(char code) -> basic(code, depth);
      case Type.Array(Type.Basic(char code)) when code == 'y' -> array(length());
      case Type.Array(Type element) -> {
        List<Object> items = new ArrayList<>();
        elements(alignment(element), () -> items.add(value(element, depth + 1)));
        yield items;
      }
      case Type.Dictionary(Type.Basic key, Type entry) -> dictionary(key, entry, depth + 1);
      case Type.Tuple(List<Type> fields) -> new Struct(values(fields, depth + 1));
    };
  }

  private Map<Object, Object> dictionary(Type.Basic key, Type entry, int depth) {
    Map<Object, Object> items = new LinkedHashMap<>();
    elements(
        8,
        () -> {
          align(8);
          items.put(value(key, depth), value(entry, depth));
        });
    return items;
  }

  private void elements(int alignment, Runnable read) {
    int length = length();
    align(alignment);
    need(length);
    int end = bytes.position() + length;
    while (bytes.position() < end) {
      read.run();
    }
    if (bytes.position() > end) {
      throw new WireException("cannot read an array: its last element is cut off");
    }
  }

  private Object basic(char code, int depth) {
    return switch (code) {
      case 'y' -> need(1).get();
      case 'b' -> bool();
      case 'n' -> need(2).getShort();
      case 'q' -> Short.toUnsignedInt(need(2).getShort());
      case 'i' -> need(4).getInt();
      case 'u', 'h' -> Integer.toUnsignedLong(need(4).getInt());
      case 'x', 't' -> need(8).getLong();
      case 'd' -> need(8).getDouble();
      case 's' -> text(length());
      case 'o' -> new ObjectPath(text(length()));
      case 'g' -> signature();
      case 'v' -> variant(depth);
      default -> throw new WireException("cannot read a value of type " + code);
    };
  }

  private boolean bool() {
    int value = need(4).getInt();
    if (value != 0 && value != 1) {
      throw new WireException("cannot read a boolean: it is " + value);
    }
    return value == 1;
  }

  private Variant variant(int depth) {
    Signature signature = signature();
    if (!signature.isSingle()) {
      throw new WireException("cannot read a variant of \"" + signature + "\"");
    }
    return new Variant(signature, value(signature.types().getFirst(), depth + 1));
  }

  private Signature signature() {
    return Signature.parse(text(Byte.toUnsignedInt(need(1).get())));
  }

  /** A text of so many bytes, after which there is a NUL, and none before. */
  private String text(int length) {
    byte[] content = array(length);
    if (need(1).get() != 0) {
      throw new WireException("cannot read a text: it does not end where it says");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new WireException("cannot read a text that holds a NUL");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new WireException("cannot read a text: it is not UTF-8");
    }
  }

  private byte[] array(int length) {
    need(length);
    byte[] content = new byte[length];
    bytes.get(content);
    return content;
  }

  private int length() {
    align(4);
    int length = need(4).getInt();
    need(length);
    return length;
  }

  private void align(int to) {
    while (bytes.position() % to != 0) {
      if (need(1).get() != 0) {
        throw new WireException("cannot read values: the padding between them is not zero");
      }
    }
  }

  /** The bytes, of which there are so many. A length of more than 2 GiB is negative here. */
  private ByteBuffer need(int count) {
    if (count < 0 || bytes.remaining() < count) {
      throw new WireException("cannot read values: they are cut off");
    }
    return bytes;
  }

  private static int alignment(Type type) {
    return switch (type) {
      case Type.Basic(char code) ->
          switch (code) {
            case 'n', 'q' -> 2;
            case 'b', 'i', 'u', 'h', 's', 'o' -> 4;
            case 'x', 't', 'd' -> 8;
            default -> 1;
          };
      case Type.Array _, Type.Dictionary _ -> 4;
      case Type.Tuple _ -> 8;
    };
  }
}
