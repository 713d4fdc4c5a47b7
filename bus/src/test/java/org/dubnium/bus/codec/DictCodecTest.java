package org.dubnium.bus.codec;

import static org.dubnium.bus.codec.FieldType.DURATION;
import static org.dubnium.bus.codec.FieldType.PATH;
import static org.dubnium.bus.codec.FieldType.REAL;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.UINT32_OR_HIGHEST;
import static org.dubnium.bus.codec.FieldType.dict;
import static org.dubnium.bus.codec.FieldType.dictOrEmpty;
import static org.dubnium.bus.codec.FieldType.dicts;
import static org.dubnium.bus.codec.FieldType.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One description, two directions, and a peer that sends what it likes. */
class DictCodecTest {

  private record Part(String name, long weight) {
    static final DictCodec<Part> CODEC =
        DictCodec.of(
            fields ->
                new Part(
                    fields.required("name", TEXT, Part::name),
                    fields.required("weight", UINT32, Part::weight)));
  }

  private static final Part PART = new Part("wheel", 9);
  private static final Map<String, Variant> DICT =
      Map.of("name", Variant.of("s", "wheel"), "weight", Variant.of("u", 9));

  /** What a type reads of a value, between two texts of which one must be right. */
  private static <V> V read(FieldType<V> type, Variant value) {
    return DictCodec.<V>of(fields -> fields.required("key", type, each -> each))
        .read(Map.of("key", value));
  }

  private static <V> Variant written(FieldType<V> type, V value) {
    return DictCodec.<V>of(fields -> fields.required("key", type, each -> each))
        .write(value)
        .getOrDefault("key", Variant.of("s", "nothing"));
  }

  static Stream<Arguments> pairs() {
    ObjectPath path = new ObjectPath("/a");
    return Stream.of(
        Arguments.of(TEXT, "é", Variant.of("s", "é")),
        Arguments.of(TEXTS, List.of("a", ""), Variant.of("as", List.of("a", ""))),
        Arguments.of(PATH, path, Variant.of("o", path)),
        Arguments.of(FieldType.FLAG, true, Variant.of("b", true)),
        Arguments.of(UINT32, 4_294_967_295L, Variant.of("u", 4_294_967_295L)),
        Arguments.of(FieldType.UINT64, -1L, Variant.of("t", -1L)),
        Arguments.of(REAL, 0.5, Variant.of("d", 0.5)),
        Arguments.of(TIME, Instant.ofEpochSecond(1, 2000), Variant.of("t", 1_000_002)),
        Arguments.of(DURATION, Duration.ofNanos(3000), Variant.of("t", 3)),
        Arguments.of(FieldType.VARIANTS, DICT, Variant.of("a{sv}", DICT)),
        Arguments.of(UINT32_OR_HIGHEST, OptionalLong.of(0), Variant.of("u", 0)),
        Arguments.of(UINT32_OR_HIGHEST, OptionalLong.empty(), Variant.of("u", 4_294_967_295L)),
        Arguments.of(FieldType.UINT32_OR_ZERO, OptionalLong.empty(), Variant.of("u", 0)),
        Arguments.of(FieldType.UINT64_OR_HIGHEST, OptionalLong.empty(), Variant.of("t", -1)),
        Arguments.of(TEXT.or(""), Optional.empty(), Variant.of("s", "")),
        Arguments.of(TEXT.or(""), Optional.of("x"), Variant.of("s", "x")),
        Arguments.of(dict(Part.CODEC), PART, Variant.of("a{sv}", DICT)),
        Arguments.of(dicts(Part.CODEC), List.of(PART), Variant.of("aa{sv}", List.of(DICT))),
        Arguments.of(dictOrEmpty(Part.CODEC), Optional.empty(), Variant.of("a{sv}", Map.of())),
        Arguments.of(dictOrEmpty(Part.CODEC), Optional.of(PART), Variant.of("a{sv}", DICT)),
        Arguments.of(
            word(TimeUnit.class, TimeUnit::name), TimeUnit.DAYS, Variant.of("s", "DAYS")));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  <V> void everyTypeGoesBothWays(FieldType<V> type, V value, Variant wire) {
    assertEquals(wire, written(type, value));
    assertEquals(value, read(type, wire));
  }

  static Stream<Arguments> faults() {
    String tooLong = "x".repeat(FieldType.LONGEST_TEXT + 1);
    int many = FieldType.MOST_ITEMS + 1;
    return Stream.of(
        Arguments.of(TEXT, Variant.of("u", 1), "it must be of type s"),
        Arguments.of(UINT32, Variant.of("x", -1), "it must be of type u"),
        Arguments.of(TEXT, Variant.of("s", tooLong), "it must have at most 65536 characters"),
        Arguments.of(TEXTS, Variant.of("as", List.of(tooLong)), "it must have at most 65536 characters"),
        Arguments.of(
            TEXTS, Variant.of("as", Collections.nCopies(many, "")), "it must have at most 16384 items"),
        Arguments.of(
            dicts(Part.CODEC),
            Variant.of("aa{sv}", Collections.nCopies(many, DICT)),
            "it must have at most 16384 items"),
        Arguments.of(
            dicts(Part.CODEC), Variant.of("aa{sv}", List.of(Map.of())), "name: it is missing"),
        Arguments.of(dict(Part.CODEC), Variant.of("a{sv}", Map.of()), "name: it is missing"),
        Arguments.of(TIME, Variant.of("t", -1), "it is too large"),
        Arguments.of(DURATION, Variant.of("t", Long.MIN_VALUE), "it is too large"),
        Arguments.of(REAL, Variant.of("d", Double.NaN), "it must be a finite number"),
        Arguments.of(
            word(TimeUnit.class, TimeUnit::name),
            Variant.of("s", "days"),
            "it is none of the words that it may be"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatDoesNotFitIsNamed(FieldType<?> type, Variant value, String why) {
    assertEquals(
        "key: " + why,
        assertThrows(WireException.class, () -> read(type, value)).getMessage());
  }

  /** All kinds of fields beside each other. */
  private record Whole(
      Part part, Optional<String> colour, OptionalLong speed, List<String> tags, Optional<Part> spare) {
    static final DictCodec<Part> SPARE =
        DictCodec.of(
            fields ->
                new Part(
                    fields.required("spare-name", TEXT, Part::name),
                    fields.required("spare-weight", UINT32, Part::weight)));
    static final DictCodec<Whole> CODEC =
        DictCodec.of(
            fields ->
                new Whole(
                    fields.inline(Part.CODEC, Whole::part),
                    fields.optional("colour", TEXT, Whole::colour),
                    fields.optionalNumber("speed", UINT32, Whole::speed),
                    fields.optionalList("tags", TEXTS, Whole::tags),
                    fields.optionalInline("spare-name", SPARE, Whole::spare)));
  }

  @Test
  void whatIsEmptyIsLeftOut() {
    Whole bare =
        new Whole(PART, Optional.empty(), OptionalLong.empty(), List.of(), Optional.empty());
    assertEquals(DICT, Whole.CODEC.write(bare));
    assertEquals(bare, Whole.CODEC.read(DICT));
  }

  @Test
  void whatIsThereIsBesideTheRest() {
    Whole full =
        new Whole(PART, Optional.of("red"), OptionalLong.of(3), List.of("a"), Optional.of(PART));
    Map<String, Variant> dict = Whole.CODEC.write(full);
    assertEquals(
        List.of("name", "weight", "colour", "speed", "tags", "spare-name", "spare-weight"),
        List.copyOf(dict.keySet()));
    assertEquals(full, Whole.CODEC.read(dict));
    assertEquals(full, Whole.CODEC.readExactly(dict));
    assertFalse(dict.isEmpty());
  }

  @Test
  void halfOfAnotherRecordIsMissing() {
    Map<String, Variant> half =
        Map.of(
            "name", Variant.of("s", "a"),
            "weight", Variant.of("u", 1),
            "spare-name", Variant.of("s", "b"));
    assertEquals(
        "spare-weight: it is missing",
        assertThrows(WireException.class, () -> Whole.CODEC.read(half)).getMessage());
  }

  @Test
  void moreThanIsDescribedIsPassedOverUnlessItMustBeExact() {
    Map<String, Variant> more =
        Map.of(
            "name", Variant.of("s", "wheel"),
            "weight", Variant.of("u", 9),
            "x".repeat(500), Variant.of("u", 1));
    assertEquals(PART, Part.CODEC.read(more));
    String why =
        String.valueOf(
            assertThrows(WireException.class, () -> Part.CODEC.readExactly(more)).getMessage());
    assertEquals(": known are [name, weight]", why.substring(why.indexOf(':')));
    assertEquals(true, why.length() < 200, why);
  }
}
