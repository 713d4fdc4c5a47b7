#include "library.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>

static atomic_int initializations;
static struct sim_device devices[SIM_MAX_GPUS];

bool sim_initialized(void) { return atomic_load(&initializations) > 0; }

nvmlDevice_t sim_device(unsigned int index) {
  devices[index].index = index;
  return &devices[index];
}

nvmlReturn_t sim_enter(const char *entry_point) {
  if (!sim_initialized()) return NVML_ERROR_UNINITIALIZED;
  return sim_fault(entry_point, -1);
}

nvmlReturn_t sim_enter_device(const char *entry_point, nvmlDevice_t device,
                              struct sim_properties *properties) {
  if (!sim_initialized()) return NVML_ERROR_UNINITIALIZED;
  if (device < devices || device >= devices + SIM_MAX_GPUS) return NVML_ERROR_INVALID_ARGUMENT;
  nvmlReturn_t fault = sim_fault(entry_point, (int)device->index);
  if (fault != NVML_SUCCESS) return fault;
  /* A GPU whose directory was removed since the handle was given out has fallen off the bus. */
  return sim_load_gpu(properties, device->index) ? NVML_SUCCESS : NVML_ERROR_GPU_IS_LOST;
}

nvmlReturn_t sim_copy(char *target, unsigned int length, const char *value) {
  size_t needed = strlen(value) + 1;
  if (target == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  if (length < needed) return NVML_ERROR_INSUFFICIENT_SIZE;
  memcpy(target, value, needed);
  return NVML_SUCCESS;
}

static nvmlReturn_t initialize(const char *entry_point) {
  nvmlReturn_t fault = sim_fault(entry_point, -1);
  if (fault != NVML_SUCCESS) return fault;
  char path[SIM_PATH];
  struct stat status;
  sim_path(path, "gpus");
  if (stat(path, &status) != 0) return NVML_ERROR_DRIVER_NOT_LOADED;
  atomic_fetch_add(&initializations, 1);
  return NVML_SUCCESS;
}

NVML_EXPORT nvmlReturn_t nvmlInit_v2(void) { return initialize(__func__); }

NVML_EXPORT nvmlReturn_t nvmlInit(void) { return initialize(__func__); }

NVML_EXPORT nvmlReturn_t nvmlInitWithFlags(unsigned int flags) {
  (void)flags; /* NO_GPUS and NO_ATTACH: the simulator never fails for want of GPUs */
  return initialize(__func__);
}

NVML_EXPORT nvmlReturn_t nvmlShutdown(void) {
  SIM_ENTER();
  atomic_fetch_sub(&initializations, 1);
  return NVML_SUCCESS;
}

NVML_EXPORT const char *nvmlErrorString(nvmlReturn_t result) {
  switch (result) {
    case NVML_SUCCESS:
      return "Success";
    case NVML_ERROR_UNINITIALIZED:
      return "Uninitialized";
    case NVML_ERROR_INVALID_ARGUMENT:
      return "Invalid Argument";
    case NVML_ERROR_NOT_SUPPORTED:
      return "Not Supported";
    case NVML_ERROR_NOT_FOUND:
      return "Not Found";
    case NVML_ERROR_INSUFFICIENT_SIZE:
      return "Insufficient Size";
    case NVML_ERROR_DRIVER_NOT_LOADED:
      return "Driver Not Loaded";
    case NVML_ERROR_TIMEOUT:
      return "Timeout";
    case NVML_ERROR_GPU_IS_LOST:
      return "GPU is lost";
    case NVML_ERROR_ARGUMENT_VERSION_MISMATCH:
      return "Argument version mismatch";
    case NVML_ERROR_UNKNOWN:
      break;
  }
  return "Unknown Error";
}

static nvmlReturn_t system_value(const char *key, char *target, unsigned int length) {
  char path[SIM_PATH];
  struct sim_properties system;
  char value[SIM_VALUE];
  sim_path(path, "system");
  if (!sim_load(&system, path) || !sim_get(&system, key, value)) return NVML_ERROR_UNKNOWN;
  return sim_copy(target, length, value);
}

NVML_EXPORT nvmlReturn_t nvmlSystemGetDriverVersion(char *version, unsigned int length) {
  SIM_ENTER();
  return system_value("driver_version", version, length);
}

NVML_EXPORT nvmlReturn_t nvmlSystemGetNVMLVersion(char *version, unsigned int length) {
  SIM_ENTER();
  return system_value("nvml_version", version, length);
}
