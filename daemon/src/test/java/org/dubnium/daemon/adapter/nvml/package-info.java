/** NVML over JNA, against the simulator that the build makes. */
@NullMarked
package org.dubnium.daemon.adapter.nvml;

import org.jspecify.annotations.NullMarked;
