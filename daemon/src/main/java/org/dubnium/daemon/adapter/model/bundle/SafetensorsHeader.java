package org.dubnium.daemon.adapter.model.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dubnium.daemon.domain.text.Brief;

/**
 * Compares a safetensors file with its header: eight bytes with the header's length, little-endian; a JSON object
 * with type, shape and place of each tensor; then the tensors, one behind the other to the end of the file.
 * Source: the format's description, and {@code Metadata::validate} of the library that reads it.
 */
final class SafetensorsHeader {

  /** Longest header that the library reads, in bytes. */
  private static final long LONGEST = 100_000_000;

  private static final int PREFIX = 8;

  /** The most tensors of a file; a few bytes are kept of each. */
  private static final int MOST_TENSORS = 200_000;

  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("BOOL", 8), Map.entry("U8", 8), Map.entry("I8", 8),
          Map.entry("F8_E5M2", 8), Map.entry("F8_E4M3", 8), Map.entry("F8_E8M0", 8),
          Map.entry("I16", 16), Map.entry("U16", 16), Map.entry("F16", 16), Map.entry("BF16", 16),
          Map.entry("I32", 32), Map.entry("U32", 32), Map.entry("F32", 32),
          Map.entry("I64", 64), Map.entry("U64", 64), Map.entry("F64", 64), Map.entry("C64", 64),
          Map.entry("F4", 4), Map.entry("F6_E2M3", 6), Map.entry("F6_E3M2", 6));

  private final String file;
  private final long bytes;
  private final List<String> problems;
  private final List<Extent> extents = new ArrayList<>();

  /** Where a tensor is, counted from the end of the header. */
  private record Extent(long begin, long end) {}

  /** A header that does not say what the format wants. */
  private static final class MalformedException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedException(String what) {
      super(what);
    }
  }

  /**
   * A file.
   *
   * @param bytes its size
   * @param problems gets what is wrong with it, in a sentence
   */
  SafetensorsHeader(String file, long bytes, List<String> problems) {
    this.file = file;
    this.bytes = bytes;
    this.problems = problems;
  }

  /**
   * Reads the header.
   *
   * @param tensors gets the name of each tensor
   * @throws IOException if the file cannot be read
   */
  void check(InputStream in, Consumer<String> tensors) throws IOException {
    byte[] prefix = in.readNBytes(PREFIX);
    if (prefix.length < PREFIX) {
      problems.add(
          "%s is %d bytes, too short for a header: it was copied only in part"
              .formatted(file, bytes));
      return;
    }
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST) {
      problems.add(file + " is no safetensors file: it does not begin with the length of a header");
    } else if (length > bytes - PREFIX) {
      problems.add(
          "%s is %d bytes, and its header alone takes %d: it was copied only in part"
              .formatted(file, bytes, PREFIX + length));
    } else {
      header(new FirstBytes(in, length), PREFIX + length, tensors);
    }
  }

  private void header(InputStream in, long data, Consumer<String> tensors) throws IOException {
    try (JsonParser json = JsonTokens.of(in)) {
      want(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("__metadata__")) {
          json.skipChildren();
        } else {
          want(extents.size() < MOST_TENSORS, "it has more than " + MOST_TENSORS + " tensors");
          extents.add(tensor(name, json));
          tensors.accept(name);
        }
      }
      want(json.currentToken() == JsonToken.END_OBJECT, "it breaks off");
      size(data);
    } catch (JacksonException e) {
      malformed(e.getOriginalMessage());
    } catch (MalformedException e) {
      malformed(String.valueOf(e.getMessage()));
    }
  }

  private void malformed(String why) {
    problems.add(Brief.line("the header of " + file + " cannot be used: " + why));
  }

  private static void want(boolean holds, String otherwise) throws MalformedException {
    if (!holds) {
      throw new MalformedException(otherwise);
    }
  }

  private static Extent tensor(String name, JsonParser json) throws IOException {
    String type = "";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    want(json.currentToken() == JsonToken.START_OBJECT, "tensor " + name + " is no JSON object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> type = json.getText();
        case "shape" -> shape = numbers(name, json);
        case "data_offsets" -> offsets = numbers(name, json);
        default -> json.skipChildren();
      }
    }
    want(offsets.size() == 2, "tensor " + name + " has no data_offsets");
    Extent extent = new Extent(offsets.getFirst(), offsets.getLast());
    want(extent.begin <= extent.end, "tensor " + name + " ends before it begins");
    Integer bits = BITS.get(type);
    want(
        bits == null || extent.end - extent.begin == size(shape, bits),
        "tensor " + name + " has another size than its shape");
    return extent;
  }

  private static List<Long> numbers(String name, JsonParser json) throws IOException {
    List<Long> numbers = new ArrayList<>();
    want(json.currentToken() == JsonToken.START_ARRAY, "tensor " + name + " lacks a list");
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      long number = json.getLongValue();
      want(number >= 0 && numbers.size() < 32, "tensor " + name + " has an impossible number");
      numbers.add(number);
    }
    want(json.currentToken() == JsonToken.END_ARRAY, "tensor " + name + " lacks a number");
    return numbers;
  }

  /** The size of a tensor in bytes; negative if it overflows or is no whole number. */
  private static long size(List<Long> shape, int bits) {
    try {
      long size = bits;
      for (long each : shape) {
        size = Math.multiplyExact(size, each);
      }
      return size % 8 == 0 ? size / 8 : -1;
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  /** Tensors leave no gap, and end where the file does. */
  private void size(long data) throws MalformedException {
    extents.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
    long end = 0;
    for (Extent each : extents) {
      want(each.begin == end, "its tensors overlap, or leave a gap at " + Math.min(each.begin, end));
      end = each.end;
    }
    long whole = Math.addExact(data, Math.min(end, Long.MAX_VALUE - data));
    if (bytes < whole) {
      problems.add(
          "%s is %d bytes, and its header says %d: it was copied only in part"
              .formatted(file, bytes, whole));
    } else if (bytes > whole) {
      problems.add(
          "%s is %d bytes, and its header says %d: something else stands behind the tensors"
              .formatted(file, bytes, whole));
    }
  }
}
