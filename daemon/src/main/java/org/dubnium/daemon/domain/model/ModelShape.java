package org.dubnium.daemon.domain.model;

import java.util.List;
import java.util.Optional;

/**
 * What {@code config.json} says of a network, as far as its memory depends on it. Names of the keys:
 * Hugging Face's {@code PretrainedConfig}.
 *
 * @param attention what keys and values are kept of; empty if it does not say
 * @param maxPositions longest sequence that it was made for; empty if it does not say
 * @param dtype of its weights, such as {@code bfloat16}; empty if it does not say
 * @param quantised whether its weights are packed, so that the dtype says nothing of their size
 */
public record ModelShape(
    Optional<Attention> attention, Optional<Long> maxPositions, Optional<String> dtype,
    boolean quantised) {

  /**
   * Layers that keep keys and values.
   *
   * @param layers the window of each layer that keeps any, in tokens; {@link #WHOLE} for all tokens
   * @param heads key and value heads of a layer
   * @param numbersPerHead what is kept of a token in each of them, keys and values together
   */
  public record Attention(List<Long> layers, long heads, long numbersPerHead) {

    public static final long WHOLE = Long.MAX_VALUE;

    public Attention {
      layers = List.copyOf(layers);
    }
  }
}
