/* Faults that a test injects into an entry point, and what every entry point does first. */
#ifndef SIM_FAULT_H
#define SIM_FAULT_H

#include "nvml_abi.h"

/*
 * Applies the faults named for `entry_point`, in the files faults/ENTRY and faults/all, and for the
 * calls about one GPU also faults/ENTRY@GPU and faults/all@GPU. A fault file holds any of
 *   delay=MILLISECONDS   waits that long
 *   hang=1               waits until the file is gone (or no longer says so)
 *   code=NUMBER          returns that code instead of doing the work
 * Returns the injected code, or NVML_SUCCESS for "carry on". A negative gpu means: no GPU involved.
 */
nvmlReturn_t sim_fault(const char *entry_point, int gpu);

#endif
