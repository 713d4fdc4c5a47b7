package org.dubnium.bus.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dubnium.bus.wire.Signature;

/**
 * An interface: what can be called, what is announced, what can be read. The maps go by name, in
 * the order of the XML.
 */
public record InterfaceSpec(
    String name,
    Map<String, Method> methods,
    Map<String, Signal> signals,
    Map<String, Property> properties,
    Map<String, String> annotations) {

  public InterfaceSpec {
    methods = ordered(methods);
    signals = ordered(signals);
    properties = ordered(properties);
    annotations = ordered(annotations);
  }

  /** An argument of a method or a signal. */
  public record Arg(String name, Signature type) {}

  /** A method with what goes in and what comes out. */
  public record Method(String name, List<Arg> in, List<Arg> out, Map<String, String> annotations) {
    public Method {
      in = List.copyOf(in);
      out = List.copyOf(out);
      annotations = ordered(annotations);
    }

    public Signature inSignature() {
      return signature(in);
    }

    public Signature outSignature() {
      return signature(out);
    }
  }

  /** A signal. */
  public record Signal(String name, List<Arg> args, Map<String, String> annotations) {
    public Signal {
      args = List.copyOf(args);
      annotations = ordered(annotations);
    }

    public Signature signature() {
      return InterfaceSpec.signature(args);
    }
  }

  /** A property; ours can only be read. */
  public record Property(
      String name, Signature type, String access, Map<String, String> annotations) {
    static final String EMITS_CHANGED = "org.freedesktop.DBus.Property.EmitsChangedSignal";

    public Property {
      annotations = ordered(annotations);
    }

    /**
     * How changes are announced; {@code true} where the XML is silent, as the specification says.
     */
    public EmitsChanged emitsChanged() {
      return switch (annotations.getOrDefault(EMITS_CHANGED, "true")) {
        case "true" -> EmitsChanged.VALUE;
        case "invalidates" -> EmitsChanged.INVALIDATION;
        default -> EmitsChanged.NOTHING;
      };
    }
  }

  /** What {@code PropertiesChanged} says about a property. */
  public enum EmitsChanged {
    /** Its new value. */
    VALUE,
    /** That it has a new value. */
    INVALIDATION,
    /** Nothing: it is constant, or changes all the time. */
    NOTHING
  }

  static Signature signature(List<Arg> args) {
    return Signature.of(args.stream().map(arg -> arg.type().text()).collect(Collectors.joining()));
  }

  static <T> Map<String, T> byName(List<T> items, Function<T, String> name) {
    Map<String, T> map = new LinkedHashMap<>();
    for (T item : items) {
      if (map.put(name.apply(item), item) != null) {
        throw new IllegalArgumentException(
            "cannot use introspection XML that names " + name.apply(item) + " twice");
      }
    }
    return map;
  }

  private static <T> Map<String, T> ordered(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
