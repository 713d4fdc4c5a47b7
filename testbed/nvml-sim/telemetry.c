/* Memory, load, heat, power, clocks, ECC and modes. A property that is absent is NOT_SUPPORTED. */
#include <stdio.h>

#include "claims.h"
#include "library.h"

static nvmlReturn_t number(const struct sim_properties *gpu, const char *key, unsigned int *value) {
  unsigned long long found;
  if (!sim_get_number(gpu, key, &found)) return NVML_ERROR_NOT_SUPPORTED;
  *value = (unsigned int)found;
  return NVML_SUCCESS;
}

struct memory {
  unsigned long long total, reserved, allocated, free;
};

static nvmlReturn_t memory(nvmlDevice_t device, const struct sim_properties *gpu,
                           struct memory *memory) {
  if (!sim_get_number(gpu, "memory_total", &memory->total)) return NVML_ERROR_NOT_SUPPORTED;
  if (!sim_get_number(gpu, "memory_reserved", &memory->reserved)) memory->reserved = 0;
  memory->allocated = sim_allocated(device->index);
  unsigned long long used = memory->reserved + memory->allocated;
  memory->free = used < memory->total ? memory->total - used : 0;
  return NVML_SUCCESS;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *info) {
  struct sim_properties gpu;
  struct memory found;
  if (info == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  nvmlReturn_t result = memory(device, &gpu, &found);
  if (result == NVML_SUCCESS) {
    *info = (nvmlMemory_t){
        .total = found.total, .free = found.free, .used = found.reserved + found.allocated};
  }
  return result;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t device, nvmlMemory_v2_t *info) {
  struct sim_properties gpu;
  struct memory found;
  if (info == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  if (info->version != NVML_MEMORY_V2) return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
  nvmlReturn_t result = memory(device, &gpu, &found);
  if (result == NVML_SUCCESS) {
    *info = (nvmlMemory_v2_t){.version = NVML_MEMORY_V2,
                              .total = found.total,
                              .reserved = found.reserved,
                              .free = found.free,
                              .used = found.allocated};
  }
  return result;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetUtilizationRates(nvmlDevice_t device,
                                                       nvmlUtilization_t *rates) {
  struct sim_properties gpu;
  if (rates == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  nvmlReturn_t result = number(&gpu, "utilization_gpu", &rates->gpu);
  return result == NVML_SUCCESS ? number(&gpu, "utilization_memory", &rates->memory) : result;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetTemperature(nvmlDevice_t device, int sensor,
                                                  unsigned int *celsius) {
  struct sim_properties gpu;
  if (celsius == NULL || sensor != 0) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  return number(&gpu, "temperature", celsius);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetPowerUsage(nvmlDevice_t device, unsigned int *milliwatts) {
  struct sim_properties gpu;
  if (milliwatts == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  return number(&gpu, "power_mw", milliwatts);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetClockInfo(nvmlDevice_t device, int type,
                                                unsigned int *megahertz) {
  static const char *const keys[] = {"clock_graphics", "clock_sm", "clock_memory", "clock_video"};
  struct sim_properties gpu;
  if (megahertz == NULL || type < 0 || type > 3) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  return number(&gpu, keys[type], megahertz);
}

static nvmlReturn_t clock_reasons(const struct sim_properties *gpu, unsigned long long *reasons) {
  bool known = sim_get_number(gpu, "clocks_event_reasons", reasons);
  return known ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetCurrentClocksThrottleReasons(nvmlDevice_t device,
                                                                   unsigned long long *reasons) {
  struct sim_properties gpu;
  if (reasons == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  return clock_reasons(&gpu, reasons);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetCurrentClocksEventReasons(nvmlDevice_t device,
                                                                unsigned long long *reasons) {
  struct sim_properties gpu;
  if (reasons == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  return clock_reasons(&gpu, reasons);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetEccMode(nvmlDevice_t device, unsigned int *current,
                                              unsigned int *pending) {
  struct sim_properties gpu;
  if (current == NULL || pending == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  nvmlReturn_t result = number(&gpu, "ecc_current", current);
  return result == NVML_SUCCESS ? number(&gpu, "ecc_pending", pending) : result;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetTotalEccErrors(nvmlDevice_t device, int error_type,
                                                     int counter_type, unsigned long long *count) {
  static const char *const errors[] = {"corrected", "uncorrected"};
  static const char *const counters[] = {"volatile", "aggregate"};
  struct sim_properties gpu;
  char key[SIM_VALUE];
  if (count == NULL || error_type < 0 || error_type > 1 || counter_type < 0 || counter_type > 1) {
    return NVML_ERROR_INVALID_ARGUMENT;
  }
  SIM_ENTER_DEVICE(device, &gpu);
  snprintf(key, sizeof key, "ecc_%s_%s", counters[counter_type], errors[error_type]);
  return sim_get_number(&gpu, key, count) ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

static nvmlReturn_t field_value(const struct sim_properties *gpu, nvmlFieldValue_t *field) {
  if (field->fieldId != NVML_FI_DEV_GET_GPU_RECOVERY_ACTION) return NVML_ERROR_NOT_SUPPORTED;
  field->valueType = NVML_VALUE_TYPE_UNSIGNED_INT;
  return number(gpu, "recovery_action", &field->value.uiVal);
}

/* The call succeeds though a field is not supported: each says so itself. */
NVML_EXPORT nvmlReturn_t nvmlDeviceGetFieldValues(nvmlDevice_t device, int count,
                                                  nvmlFieldValue_t *values) {
  struct sim_properties gpu;
  if (values == NULL || count < 1) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  for (int i = 0; i < count; i++) values[i].nvmlReturn = field_value(&gpu, &values[i]);
  return NVML_SUCCESS;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetPersistenceMode(nvmlDevice_t device, unsigned int *mode) {
  struct sim_properties gpu;
  if (mode == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  return number(&gpu, "persistence_mode", mode);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetComputeMode(nvmlDevice_t device, unsigned int *mode) {
  struct sim_properties gpu;
  if (mode == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  return number(&gpu, "compute_mode", mode);
}
