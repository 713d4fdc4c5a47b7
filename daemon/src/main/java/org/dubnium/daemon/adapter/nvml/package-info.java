/**
 * NVIDIA GPUs through NVML, the library that comes with the driver, called by JNA's direct mapping.
 *
 * <p>Interface facts here come from NVIDIA's NVML API Reference Guide and from the changes that
 * drivers made to it; the simulator under {@code testbed/nvml-sim} follows the same facts.
 */
@NullMarked
package org.dubnium.daemon.adapter.nvml;

import org.jspecify.annotations.NullMarked;
