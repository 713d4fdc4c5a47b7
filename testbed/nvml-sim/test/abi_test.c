/* Pins sizes, offsets and version words to what NVIDIA's nvml.h (API 13) gives on 64-bit Linux. */
#include "nvml_abi.h"

#include <stddef.h>

#define PIN(what, value) _Static_assert((what) == (value), #what)

PIN(sizeof(nvmlPciInfo_t), 68);
PIN(offsetof(nvmlPciInfo_t, domain), 16);
PIN(offsetof(nvmlPciInfo_t, busId), 36);
PIN(sizeof(nvmlMemory_t), 24);
PIN(sizeof(nvmlMemory_v2_t), 40);
PIN(offsetof(nvmlMemory_v2_t, reserved), 16);
PIN(NVML_MEMORY_V2, 0x02000028u);
PIN(sizeof(nvmlUtilization_t), 8);
PIN(sizeof(nvmlProcessInfo_v1_t), 16);
PIN(sizeof(nvmlProcessInfo_v2_t), 24);
PIN(sizeof(nvmlProcessInfo_535_t), 32);
PIN(offsetof(nvmlProcessInfo_v1_t, usedGpuMemory), 8);
PIN(offsetof(nvmlProcessInfo_v2_t, gpuInstanceId), 16);
PIN(offsetof(nvmlProcessInfo_535_t, usedGpuCcProtectedMemory), 24);
PIN(sizeof(nvmlEventData_t), 32);
PIN(offsetof(nvmlEventData_t, eventType), 8);
PIN(offsetof(nvmlEventData_t, gpuInstanceId), 24);

PIN(sizeof(nvmlValue_t), 8);
PIN(sizeof(nvmlFieldValue_t), 40);
PIN(offsetof(nvmlFieldValue_t, timestamp), 8);
PIN(offsetof(nvmlFieldValue_t, valueType), 24);
PIN(offsetof(nvmlFieldValue_t, nvmlReturn), 28);
PIN(offsetof(nvmlFieldValue_t, value), 32);

int main(void) { return 0; }
