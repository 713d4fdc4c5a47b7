package org.dubnium.bus.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;

/** The D-Bus type of a field, and how its value is written as that and read from it. */
public final class FieldType<V> {

  /** Longest text that is read, in characters. */
  public static final int LONGEST_TEXT = 64 << 10;

  /** Items of the longest list that is read. */
  public static final int MOST_ITEMS = 16 << 10;

  public static final FieldType<String> TEXT =
      new FieldType<>("s", text -> text, value -> bounded(value.asString()));
  public static final FieldType<List<String>> TEXTS =
      new FieldType<>("as", List::copyOf, FieldType::texts);
  public static final FieldType<ObjectPath> PATH =
      new FieldType<>("o", path -> path, Variant::asPath);
  public static final FieldType<Boolean> FLAG =
      new FieldType<>("b", flag -> flag, Variant::asBoolean);
  public static final FieldType<Long> UINT32 =
      new FieldType<>("u", number -> number, Variant::asLong);

  /** Above 2⁶³ it is negative here. */
  public static final FieldType<Long> UINT64 =
      new FieldType<>("t", number -> number, Variant::asLong);

  public static final FieldType<Double> REAL =
      new FieldType<>("d", number -> number, FieldType::real);

  /** Microseconds since the epoch. */
  public static final FieldType<Instant> TIME =
      new FieldType<>(
          "t",
          time -> ChronoUnit.MICROS.between(Instant.EPOCH, time),
          value -> Instant.EPOCH.plus(micros(value), ChronoUnit.MICROS));

  /** Microseconds. */
  public static final FieldType<Duration> DURATION =
      new FieldType<>(
          "t",
          duration -> duration.toNanos() / 1000,
          value -> Duration.of(micros(value), ChronoUnit.MICROS));

  /** A dictionary whose keys are not known beforehand. */
  public static final FieldType<Map<String, Variant>> VARIANTS =
      new FieldType<>("a{sv}", dict -> dict, Variant::asDict);

  public static final FieldType<OptionalLong> UINT32_OR_ZERO = numberOr(UINT32, 0);
  public static final FieldType<OptionalLong> UINT32_OR_HIGHEST = numberOr(UINT32, 0xffff_ffffL);
  public static final FieldType<OptionalLong> UINT64_OR_HIGHEST = numberOr(UINT64, -1);

  private final Signature signature;
  private final Function<V, Object> write;
  private final Function<Variant, V> read;

  private FieldType(String signature, Function<V, Object> write, Function<Variant, V> read) {
    this(Signature.of(signature), write, read);
  }

  private FieldType(Signature signature, Function<V, Object> write, Function<Variant, V> read) {
    this.signature = signature;
    this.write = write;
    this.read = read;
  }

  /** A dictionary that holds a record. */
  public static <T> FieldType<T> dict(DictCodec<T> codec) {
    return new FieldType<>("a{sv}", codec::write, value -> codec.read(value.asDict()));
  }

  /** A dictionary that holds a record, or nothing. */
  public static <T> FieldType<Optional<T>> dictOrEmpty(DictCodec<T> codec) {
    return new FieldType<>(
        "a{sv}",
        record -> record.map(codec::write).orElse(Map.of()),
        value -> Optional.of(value.asDict()).filter(dict -> !dict.isEmpty()).map(codec::read));
  }

  /** An array of dictionaries that each hold a record. */
  public static <T> FieldType<List<T>> dicts(DictCodec<T> codec) {
    return new FieldType<>("aa{sv}", codec::writeAll, value -> codec.readAll(value.asDicts()));
  }

  /** A text that is one of some words. */
  public static <E extends Enum<E>> FieldType<E> word(Class<E> words, Function<E, String> text) {
    return new FieldType<>("s", text::apply, value -> word(words, text, value.asString()));
  }

  /**
   * The same type, of which one value means that there is none.
   *
   * @param none what is sent for that
   */
  public FieldType<Optional<V>> or(V none) {
    return new FieldType<>(
        signature,
        value -> write.apply(value.orElse(none)),
        value -> Optional.of(read.apply(value)).filter(there -> !there.equals(none)));
  }

  private static FieldType<OptionalLong> numberOr(FieldType<Long> type, long none) {
    FieldType<Optional<Long>> optional = type.or(none);
    return new FieldType<>(
        type.signature,
        number -> number.orElse(none),
        value -> number(optional.read.apply(value)));
  }

  Variant write(V value) {
    return new Variant(signature, write.apply(value));
  }

  /**
   * The value that a peer sent.
   *
   * @throws WireException if it is of another type or out of bounds
   */
  public V read(Variant value) {
    if (!value.signature().equals(signature)) {
      throw new WireException("it must be of type " + signature);
    }
    return read.apply(value);
  }

  static OptionalLong number(Optional<Long> number) {
    return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  static void requireFew(int items) {
    if (items > MOST_ITEMS) {
      throw new WireException("it must have at most " + MOST_ITEMS + " items");
    }
  }

  private static String bounded(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new WireException("it must have at most " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static List<String> texts(Variant value) {
    List<String> texts = value.asStrings();
    requireFew(texts.size());
    return texts.stream().map(FieldType::bounded).toList();
  }

  private static double real(Variant value) {
    if (value.value() instanceof Double number && Double.isFinite(number)) {
      return number;
    }
    throw new WireException("it must be a finite number");
  }

  private static long micros(Variant value) {
    if (value.asLong() < 0) {
      throw new WireException("it is too large");
    }
    return value.asLong();
  }

  private static <E extends Enum<E>> E word(
      Class<E> words, Function<E, String> text, String found) {
    for (E word : words.getEnumConstants()) {
      if (text.apply(word).equals(found)) {
        return word;
      }
    }
    throw new WireException("it is none of the words that it may be");
  }
}
