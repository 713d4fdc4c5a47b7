package org.dubnium.bus.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.wire.Variant;

/** An interface of the contract with the code behind it. */
public final class BusInterface {
  private final InterfaceSpec spec;
  private final Map<String, MethodHandler> methods;
  private final Set<String> reads;
  private final Supplier<? extends Map<String, ?>> properties;

  private BusInterface(Builder built) {
    this.spec = built.spec;
    this.methods = Map.copyOf(built.methods);
    this.reads = Set.copyOf(built.reads);
    this.properties = built.properties;
  }

  public static Builder implementing(InterfaceSpec spec) {
    return new Builder(spec);
  }

  public InterfaceSpec spec() {
    return spec;
  }

  MethodHandler handler(InterfaceSpec.Method method) {
    MethodHandler handler = methods.get(method.name());
    if (handler == null) {
      throw new IllegalStateException("cannot find the handler of " + method.name());
    }
    return handler;
  }

  /** Whether a method does nothing but read: its calls have limits of their own. */
  boolean isRead(InterfaceSpec.Method method) {
    return reads.contains(method.name());
  }

  /** All properties at one moment, in the order of the contract. */
  Map<String, Variant> properties() {
    Map<String, ?> values = properties.get();
    Map<String, Variant> typed = new LinkedHashMap<>();
    for (InterfaceSpec.Property property : spec.properties().values()) {
      typed.put(property.name(), typed(property, values));
    }
    return typed;
  }

  Variant property(String name) throws BusException {
    InterfaceSpec.Property property = spec.properties().get(name);
    if (property == null) {
      throw StandardError.UNKNOWN_PROPERTY.because(
          "cannot find a property " + Refusal.quote(name) + " of " + spec.name());
    }
    return typed(property, properties.get());
  }

  private static Variant typed(InterfaceSpec.Property property, Map<String, ?> values) {
    return switch (values.get(property.name())) {
      case null ->
          throw new IllegalStateException("cannot find a value of " + property.name());
      case Variant written when !written.signature().equals(property.type()) ->
          throw new IllegalStateException(
              "cannot give " + property.name() + " the type " + written.signature());
      case Variant written -> written;
      case Object value -> new Variant(property.type(), value);
    };
  }

  /** Puts an interface together; what the contract has must all be there, and nothing else. */
  public static final class Builder {
    private final InterfaceSpec spec;
    private final Map<String, MethodHandler> methods = new HashMap<>();
    private final Set<String> reads = new HashSet<>();
    private Supplier<? extends Map<String, ?>> properties = Map::of;

    private Builder(InterfaceSpec spec) {
      this.spec = spec;
    }

    /** A method that does something, and may wait for a person's leave. */
    public Builder method(String name, MethodHandler handler) {
      methods.put(name, handler);
      return this;
    }

    /** A method that anybody may call, and that only reads. */
    public Builder read(String name, MethodHandler handler) {
      reads.add(name);
      return method(name, handler);
    }

    /**
     * Gives the properties.
     *
     * @param source a consistent set of all values by name; asked in tasks of callers
     */
    public Builder properties(Supplier<? extends Map<String, ?>> source) {
      properties = source;
      return this;
    }

    /** Gives the properties as a record of them at one moment. */
    public <T> Builder properties(DictCodec<T> codec, Supplier<T> source) {
      return properties(() -> codec.write(source.get()));
    }

    /**
     * The interface.
     *
     * @throws IllegalStateException if methods and contract differ
     */
    public BusInterface build() {
      Set<String> wanted = spec.methods().keySet();
      if (!wanted.equals(methods.keySet())) {
        throw new IllegalStateException(
            "cannot implement " + spec.name() + ": it has " + wanted + ", not " + methods.keySet());
      }
      return new BusInterface(this);
    }
  }
}
