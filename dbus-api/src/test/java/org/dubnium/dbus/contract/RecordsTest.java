package org.dubnium.dbus.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record that travels as a dictionary comes out of it as it went in, and nothing else does. */
class RecordsTest {

  private static final int ROUNDS = 200;

  /** Of every type that a dictionary may hold. */
  private static final List<Variant> STRANGE =
      List.of(
          Variant.of("s", ""),
          Variant.of("u", 7),
          Variant.of("t", -1),
          Variant.of("x", -1),
          Variant.of("b", true),
          Variant.of("d", Double.NaN),
          Variant.of("o", ObjectPath.ROOT),
          Variant.of("as", List.of("x")),
          Variant.of("ay", "bytes".getBytes(StandardCharsets.UTF_8)),
          Variant.of("a{sv}", Map.of("x", Variant.of("u", 1))),
          Variant.of("aa{sv}", List.of(Map.of())),
          Variant.of("v", Variant.of("s", "x")));

  /** All classes of the contract that have a codec. */
  static List<Class<?>> records() throws Exception {
    Path classes =
        Path.of(Contract.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String contract = Contract.class.getPackageName();
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(contract.replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(contract + "." + name);
        if (Arrays.stream(type.getFields()).anyMatch(field -> field.getName().equals("CODEC"))) {
          found.add(type);
        }
      }
    }
    return found;
  }

  @Test
  void allAreFound() throws Exception {
    assertTrue(records().containsAll(List.of(ExplainInfo.class, GpuFitInfo.Estimate.class)));
    assertTrue(records().size() >= 23, records().toString());
  }

  private static DictCodec<Object> codec(Class<?> type) throws ReflectiveOperationException {
    @SuppressWarnings("unchecked")
    DictCodec<Object> codec = (DictCodec<Object>) type.getField("CODEC").get(null);
    return codec;
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatIsWrittenIsRead(Class<?> type) throws Exception {
    DictCodec<Object> codec = codec(type);
    RandomRecords random = new RandomRecords(1);
    for (int i = 0; i < ROUNDS; i++) {
      Object record = random.of(type);
      Map<String, Variant> dict = codec.write(record);
      assertEquals(record, codec.read(dict));
      assertEquals(record, codec.readExactly(dict));
      assertEquals(dict, codec.write(codec.read(dict)));
      Map<String, Variant> newer = new LinkedHashMap<>(dict);
      newer.put("a-later-version-tells", Variant.of("s", "more"));
      assertEquals(record, codec.read(newer));
    }
  }

  /** A key that is taken out or whose value is another gives a record or a reason. */
  @ParameterizedTest
  @MethodSource("records")
  void whatIsNotOfTheContractIsNamed(Class<?> type) throws Exception {
    DictCodec<Object> codec = codec(type);
    RandomRecords records = new RandomRecords(2);
    Random random = new Random(2);
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Map<String, Variant> dict = codec.write(records.of(type));
      List<String> keys = new ArrayList<>(dict.keySet());
      if (keys.isEmpty()) {
        continue;
      }
      String key = keys.get(random.nextInt(keys.size()));
      Variant strange = STRANGE.get(random.nextInt(STRANGE.size()));
      if (random.nextInt(4) == 0) {
        dict.remove(key);
      } else {
        dict.put(key, strange);
      }
      try {
        var _ = codec.read(dict);
      } catch (WireException wrong) {
        refused++;
        assertTrue(String.valueOf(wrong.getMessage()).contains("it "), wrong.getMessage());
      }
    }
    assertTrue(refused > ROUNDS / 10, refused + " of " + type);
  }

  static Stream<Map.Entry<String, Class<?>>> properties() {
    return Stream.of(
        Map.entry(Names.MODE_CONTROLLER, ModeControllerProperties.class),
        Map.entry(Names.MODELS, ModelsProperties.class),
        Map.entry(Names.JOB, JobProperties.class),
        Map.entry(Names.GPU, GpuProperties.class));
  }

  @ParameterizedTest
  @MethodSource("properties")
  void propertiesAreThoseOfTheContractInItsOrder(Map.Entry<String, Class<?>> each)
      throws Exception {
    Map<String, InterfaceSpec.Property> contract = Contract.of(each.getKey()).properties();
    Map<String, Variant> written =
        codec(each.getValue()).write(new RandomRecords(3).of(each.getValue()));
    assertEquals(List.copyOf(contract.keySet()), List.copyOf(written.keySet()));
    contract.forEach(
        (name, property) -> {
          Variant value = written.get(name);
          assertEquals(property.type(), value == null ? null : value.signature(), name);
        });
  }

  @Test
  void whatIsMissingIsNamedWithItsPlace() throws Exception {
    Map<String, Variant> guard = GuardInfo.CODEC.write(new RandomRecords(4).of(GuardInfo.class));
    guard.remove("verdict");
    Map<String, Variant> explained =
        ExplainInfo.CODEC.write(new RandomRecords(4).of(ExplainInfo.class));
    explained.put("guards", Variant.of("aa{sv}", List.of(guard)));
    WireException missing =
        assertThrows(WireException.class, () -> ExplainInfo.CODEC.read(explained));
    assertEquals("guards: verdict: it is missing", missing.getMessage());
  }

  @Test
  void anEmptyListIsLeftOutOfAReason() {
    assertFalse(
        ReasonInfo.CODEC.write(ReasonInfo.of("none", "")).containsKey("guards"));
  }
}
