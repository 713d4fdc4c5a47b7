/** Nodes, GPUs, readings and failures as values. Uses nothing but the Java platform. */
@NullMarked
package org.dubnium.fleet.domain;

import org.jspecify.annotations.NullMarked;
