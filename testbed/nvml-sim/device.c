/* Finding GPUs and saying which is which. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "library.h"

NVML_EXPORT nvmlReturn_t nvmlDeviceGetCount_v2(unsigned int *count) {
  if (count == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER();
  *count = sim_gpu_count();
  return NVML_SUCCESS;
}

/* The first versions, which current drivers still export beside the second. */
NVML_EXPORT nvmlReturn_t nvmlDeviceGetCount(unsigned int *count) {
  if (count == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER();
  *count = sim_gpu_count();
  return NVML_SUCCESS;
}

static nvmlReturn_t handle_by_index(const char *entry_point, unsigned int index,
                                    nvmlDevice_t *device) {
  if (device == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  if (!sim_initialized()) return NVML_ERROR_UNINITIALIZED;
  nvmlReturn_t fault = sim_fault(entry_point, (int)index);
  if (fault != NVML_SUCCESS) return fault;
  if (index >= SIM_MAX_GPUS || index >= sim_gpu_count()) return NVML_ERROR_INVALID_ARGUMENT;
  *device = sim_device(index);
  return NVML_SUCCESS;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned int index, nvmlDevice_t *device) {
  return handle_by_index(__func__, index, device);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetHandleByIndex(unsigned int index, nvmlDevice_t *device) {
  return handle_by_index(__func__, index, device);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetHandleByUUID(const char *uuid, nvmlDevice_t *device) {
  if (uuid == NULL || device == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER();
  unsigned int count = sim_gpu_count();
  for (unsigned int index = 0; index < count && index < SIM_MAX_GPUS; index++) {
    struct sim_properties gpu;
    char value[SIM_VALUE];
    if (sim_load_gpu(&gpu, index) && sim_get(&gpu, "uuid", value) && strcmp(value, uuid) == 0) {
      *device = sim_device(index);
      return NVML_SUCCESS;
    }
  }
  return NVML_ERROR_NOT_FOUND;
}

static nvmlReturn_t copy_property(const struct sim_properties *gpu, const char *key, char *target,
                                  unsigned int length) {
  char value[SIM_VALUE];
  if (!sim_get(gpu, key, value)) return NVML_ERROR_NOT_SUPPORTED;
  return sim_copy(target, length, value);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetName(nvmlDevice_t device, char *name, unsigned int length) {
  struct sim_properties gpu;
  SIM_ENTER_DEVICE(device, &gpu);
  return copy_property(&gpu, "name", name, length);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetUUID(nvmlDevice_t device, char *uuid, unsigned int length) {
  struct sim_properties gpu;
  SIM_ENTER_DEVICE(device, &gpu);
  return copy_property(&gpu, "uuid", uuid, length);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetIndex(nvmlDevice_t device, unsigned int *index) {
  struct sim_properties gpu;
  if (index == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  *index = device->index;
  return NVML_SUCCESS;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetMinorNumber(nvmlDevice_t device, unsigned int *minor) {
  struct sim_properties gpu;
  unsigned long long number;
  if (minor == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  if (!sim_get_number(&gpu, "minor", &number)) return NVML_ERROR_NOT_SUPPORTED;
  *minor = (unsigned int)number;
  return NVML_SUCCESS;
}

/* Older versions end where the next begins, at what is as long as theirs. */
static nvmlReturn_t pci_info(const char *entry_point, nvmlDevice_t device, nvmlPciInfo_t *target,
                             size_t length) {
  struct sim_properties gpu;
  char value[SIM_VALUE];
  unsigned int domain, bus, slot;
  nvmlPciInfo_t whole;
  nvmlPciInfo_t *pci = &whole;
  if (target == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  nvmlReturn_t entered = sim_enter_device(entry_point, device, &gpu);
  if (entered != NVML_SUCCESS) return entered;
  if (!sim_get(&gpu, "pci_bus_id", value)) return NVML_ERROR_NOT_SUPPORTED;
  if (sscanf(value, "%x:%x:%x", &domain, &bus, &slot) != 3) return NVML_ERROR_UNKNOWN;
  memset(pci, 0, sizeof *pci);
  pci->domain = domain;
  pci->bus = bus;
  pci->device = slot;
  /* Device id in the high half, vendor (NVIDIA, 10de) in the low: AD102GL of the default name. */
  pci->pciDeviceId = 0x26B110DEu;
  pci->pciSubSystemId = 0x16A110DEu;
  snprintf(pci->busIdLegacy, sizeof pci->busIdLegacy, "%04X:%02X:%02X.0", domain & 0xFFFFu,
           bus & 0xFFu, slot & 0x1Fu);
  snprintf(pci->busId, sizeof pci->busId, "%08X:%02X:%02X.0", domain, bus & 0xFFu, slot & 0x1Fu);
  memcpy(target, pci, length);
  return NVML_SUCCESS;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetPciInfo_v3(nvmlDevice_t device, nvmlPciInfo_t *pci) {
  return pci_info(__func__, device, pci, sizeof *pci);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetPciInfo_v2(nvmlDevice_t device, nvmlPciInfo_t *pci) {
  return pci_info(__func__, device, pci, offsetof(nvmlPciInfo_t, busId));
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetPciInfo(nvmlDevice_t device, nvmlPciInfo_t *pci) {
  return pci_info(__func__, device, pci, offsetof(nvmlPciInfo_t, pciSubSystemId));
}
