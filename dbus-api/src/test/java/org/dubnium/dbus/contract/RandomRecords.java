package org.dubnium.dbus.contract;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;

/** Records of the contract with random values, none of which stands for "none". */
final class RandomRecords {

  private final Random random;

  RandomRecords(long seed) {
    random = new Random(seed);
  }

  <T> T of(Class<T> type) throws ReflectiveOperationException {
    return type.cast(value(type));
  }

  private Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i].getGenericType());
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private Object value(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == GpuFitInfo.class) {
      return fit();
    }
    if (plain.isRecord() && plain.getPackageName().equals(RandomRecords.class.getPackageName())) {
      return record(plain);
    }
    if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    return switch (plain.getSimpleName()) {
      case "String" -> text();
      case "long" -> (long) random.nextInt(Integer.MAX_VALUE);
      case "double" -> random.nextDouble();
      case "boolean" -> random.nextBoolean();
      case "Instant" -> Instant.EPOCH.plus(micros(), ChronoUnit.MICROS);
      case "Duration" -> Duration.of(micros(), ChronoUnit.MICROS);
      case "ObjectPath" -> new ObjectPath("/a/b" + random.nextInt(1000));
      case "OptionalLong" ->
          random.nextBoolean() ? OptionalLong.of(1 + random.nextInt(1000)) : OptionalLong.empty();
      default -> throw new IllegalArgumentException("cannot make a " + plain);
    };
  }

  /** Either of two. */
  private GpuFitInfo fit() throws ReflectiveOperationException {
    return random.nextBoolean()
        ? new GpuFitInfo(Optional.of(text()), Optional.empty())
        : new GpuFitInfo(Optional.empty(), Optional.of(of(GpuFitInfo.Estimate.class)));
  }

  private Object generic(ParameterizedType type) throws ReflectiveOperationException {
    Type first = type.getActualTypeArguments()[0];
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Optional.class) {
      return random.nextBoolean() ? Optional.of(value(first)) : Optional.empty();
    }
    if (raw == Map.class) {
      return Map.of("a", Variant.of("u", random.nextInt(9)), "b", Variant.of("s", text()));
    }
    List<Object> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(value(first));
    }
    return items;
  }

  private long micros() {
    return 1 + random.nextLong(1L << 50);
  }

  private String text() {
    return "é" + random.nextInt(1_000_000);
  }
}
