package org.dubnium.fleet.alert;

import java.util.Optional;
import java.util.OptionalInt;
import org.dubnium.fleet.domain.NodeId;

/**
 * What something is now.
 *
 * @param gpu index of the GPU; empty for what is of the node as a whole
 * @param detail what else there is to say, if it fires
 */
public record Measurement(
    NodeId node, OptionalInt gpu, AlertMetric metric, double value, Optional<String> detail) {

  /** Without anything else to say. */
  public Measurement(NodeId node, OptionalInt gpu, AlertMetric metric, double value) {
    this(node, gpu, metric, value, Optional.empty());
  }

  /** Of a node as a whole. */
  public static Measurement of(NodeId node, AlertMetric metric, double value) {
    return new Measurement(node, OptionalInt.empty(), metric, value);
  }

  /** Of one of its GPUs. */
  public static Measurement of(NodeId node, int gpu, AlertMetric metric, double value) {
    return new Measurement(node, OptionalInt.of(gpu), metric, value);
  }
}
