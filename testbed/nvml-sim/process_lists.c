/*
 * The nine process lists: three kinds in three generations. What a caller may find in the wild:
 *   no suffix    16 bytes an entry, every driver
 *   _v2          24 bytes, from the 450 series on
 *   _v3          24 bytes, from 510 on, but 32 bytes in 535.43 to 535.86; absent from 535.98 (build
 *                variant no-v3)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claims.h"
#include "library.h"

#define MANY_PROCESSES 1024

enum layout { BYTES_16, BYTES_24, BYTES_32 };

/* 535.43 to 535.86 changed the entry of _v3 without changing its name. */
static enum layout v3_layout(void) {
  char path[SIM_PATH];
  struct sim_properties system;
  char version[SIM_VALUE];
  unsigned int major, minor;
  sim_path(path, "system");
  if (sim_load(&system, path) && sim_get(&system, "driver_version", version) &&
      sscanf(version, "%u.%u", &major, &minor) == 2 && major == 535 && minor >= 43 && minor <= 86) {
    return BYTES_32;
  }
  return BYTES_24;
}

static void write_entry(void *entries, size_t index, enum layout layout,
                        const struct sim_claim *claim) {
  switch (layout) {
    case BYTES_16:
      ((nvmlProcessInfo_v1_t *)entries)[index] =
          (nvmlProcessInfo_v1_t){.pid = claim->pid, .usedGpuMemory = claim->used};
      break;
    case BYTES_24:
      ((nvmlProcessInfo_v2_t *)entries)[index] =
          (nvmlProcessInfo_v2_t){.pid = claim->pid,
                                 .usedGpuMemory = claim->used,
                                 .gpuInstanceId = NVML_NO_INSTANCE,
                                 .computeInstanceId = NVML_NO_INSTANCE};
      break;
    case BYTES_32:
      ((nvmlProcessInfo_535_t *)entries)[index] =
          (nvmlProcessInfo_535_t){.pid = claim->pid,
                                  .usedGpuMemory = claim->used,
                                  .gpuInstanceId = NVML_NO_INSTANCE,
                                  .computeInstanceId = NVML_NO_INSTANCE,
                                  .usedGpuCcProtectedMemory = 0};
      break;
  }
}

static nvmlReturn_t list(const char *entry_point, nvmlDevice_t device, enum sim_kind kind,
                         enum layout layout, unsigned int *count, void *entries) {
  struct sim_properties gpu;
  struct sim_claim claims[MANY_PROCESSES];
  if (count == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  nvmlReturn_t entered = sim_enter_device(entry_point, device, &gpu);
  if (entered != NVML_SUCCESS) return entered;
  size_t found = sim_claims(device->index, kind, claims, MANY_PROCESSES);
  if (found > MANY_PROCESSES) return NVML_ERROR_UNKNOWN;
  unsigned int capacity = *count;
  *count = (unsigned int)found;
  if (found > capacity) return NVML_ERROR_INSUFFICIENT_SIZE;
  if (found > 0 && entries == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  for (size_t i = 0; i < found; i++) write_entry(entries, i, layout, &claims[i]);
  return NVML_SUCCESS;
}

#define PROCESS_LIST(name, kind, type, layout)                                              \
  NVML_EXPORT nvmlReturn_t name(nvmlDevice_t device, unsigned int *count, type *entries) {  \
    return list(__func__, device, kind, layout, count, entries);                            \
  }

PROCESS_LIST(nvmlDeviceGetComputeRunningProcesses, SIM_COMPUTE, nvmlProcessInfo_v1_t, BYTES_16)
PROCESS_LIST(nvmlDeviceGetGraphicsRunningProcesses, SIM_GRAPHICS, nvmlProcessInfo_v1_t, BYTES_16)
PROCESS_LIST(nvmlDeviceGetMPSComputeRunningProcesses, SIM_MPS, nvmlProcessInfo_v1_t, BYTES_16)
PROCESS_LIST(nvmlDeviceGetComputeRunningProcesses_v2, SIM_COMPUTE, nvmlProcessInfo_v2_t, BYTES_24)
PROCESS_LIST(nvmlDeviceGetGraphicsRunningProcesses_v2, SIM_GRAPHICS, nvmlProcessInfo_v2_t, BYTES_24)
PROCESS_LIST(nvmlDeviceGetMPSComputeRunningProcesses_v2, SIM_MPS, nvmlProcessInfo_v2_t, BYTES_24)
PROCESS_LIST(nvmlDeviceGetComputeRunningProcesses_v3, SIM_COMPUTE, void, v3_layout())
PROCESS_LIST(nvmlDeviceGetGraphicsRunningProcesses_v3, SIM_GRAPHICS, void, v3_layout())
PROCESS_LIST(nvmlDeviceGetMPSComputeRunningProcesses_v3, SIM_MPS, void, v3_layout())
