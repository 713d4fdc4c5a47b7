package org.dubnium.fleet.alert;

import org.dubnium.fleet.domain.NodeId;

/** A GPU by its node and its index. */
record GpuKey(NodeId node, int gpu) {}
