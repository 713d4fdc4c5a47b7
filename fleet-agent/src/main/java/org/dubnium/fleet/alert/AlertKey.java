package org.dubnium.fleet.alert;

import java.util.OptionalInt;
import java.util.UUID;
import org.dubnium.fleet.domain.NodeId;

/**
 * What can fire once at a time.
 *
 * @param gpu index of the GPU; empty for what is of the node as a whole
 */
public record AlertKey(UUID rule, NodeId node, OptionalInt gpu) {}
