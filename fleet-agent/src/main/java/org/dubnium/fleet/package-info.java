/**
 * The unprivileged companion that will look after pods, Slurm and vLLM. It reaches its host only
 * through the contract in {@code org.dubnium.dbus}.
 */
@NullMarked
package org.dubnium.fleet;

import org.jspecify.annotations.NullMarked;
