/* What the entry points share: initialisation, handles, and the start of every call. */
#ifndef SIM_LIBRARY_H
#define SIM_LIBRARY_H

#include <stdbool.h>

#include "fault.h"
#include "nvml_abi.h"
#include "state.h"

#define SIM_MAX_GPUS 64

struct sim_device {
  unsigned int index;
};

/* Whether nvmlInit has succeeded more often than nvmlShutdown. */
bool sim_initialized(void);

/* The handle of a GPU; handles stay the same for the life of the process, as NVIDIA's do. */
nvmlDevice_t sim_device(unsigned int index);

/* Start of a call that concerns no single GPU. */
nvmlReturn_t sim_enter(const char *entry_point);

/* Start of a call about one GPU: also checks the handle and reads the GPU's properties. */
nvmlReturn_t sim_enter_device(const char *entry_point, nvmlDevice_t device,
                              struct sim_properties *properties);

/* Copies a string out; NVML_ERROR_INSUFFICIENT_SIZE if it does not fit. */
nvmlReturn_t sim_copy(char *target, unsigned int length, const char *value);

#define SIM_ENTER()                                \
  do {                                             \
    nvmlReturn_t entered = sim_enter(__func__);    \
    if (entered != NVML_SUCCESS) return entered;   \
  } while (0)

#define SIM_ENTER_DEVICE(device, properties)                                \
  do {                                                                      \
    nvmlReturn_t entered = sim_enter_device(__func__, device, properties);  \
    if (entered != NVML_SUCCESS) return entered;                            \
  } while (0)

#endif
