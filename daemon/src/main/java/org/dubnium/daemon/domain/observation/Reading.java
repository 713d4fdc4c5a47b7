package org.dubnium.daemon.domain.observation;

import java.util.Objects;
import java.util.function.Function;

/**
 * One thing read from the host: a value, or the reason why there is none. There is no default for a
 * reading that failed; whoever needs the value must say what its absence means.
 */
public sealed interface Reading<T> {

  /** The host answered. */
  record Value<T>(T value) implements Reading<T> {
    public Value {
      Objects.requireNonNull(value);
    }
  }

  /**
   * The host did not answer, or what it answered cannot be used.
   *
   * @param why for a person, naming the thing that could not be read
   */
  record Unavailable<T>(String why) implements Reading<T> {
    public Unavailable {
      Objects.requireNonNull(why);
    }
  }

  static <T> Reading<T> of(T value) {
    return new Value<>(value);
  }

  static <T> Reading<T> unavailable(String why) {
    return new Unavailable<>(why);
  }

  default <R> Reading<R> map(Function<? super T, ? extends R> function) {
    return flatMap(value -> new Value<>(function.apply(value)));
  }

  default <R> Reading<R> flatMap(Function<? super T, ? extends Reading<R>> function) {
    return switch (this) {
      case Value<T>(T value) -> function.apply(value);
      case Unavailable<T>(String why) -> new Unavailable<>(why);
    };
  }

  default boolean isAvailable() {
    return this instanceof Value<T>;
  }
}
