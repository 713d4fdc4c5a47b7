/*
 * The part of NVML's binary interface that the simulator offers: types, layouts and numbers as the
 * NVML API reference documents them for 64-bit Linux. Declared anew here, so that the testbed builds
 * without CUDA; test/abi_test.c pins every size and offset.
 */
#ifndef NVML_ABI_H
#define NVML_ABI_H

#define NVML_EXPORT __attribute__((visibility("default")))

/* nvmlReturn_t: the codes that the simulator itself produces. A fault may inject any other number. */
typedef enum {
  NVML_SUCCESS = 0,
  NVML_ERROR_UNINITIALIZED = 1,
  NVML_ERROR_INVALID_ARGUMENT = 2,
  NVML_ERROR_NOT_SUPPORTED = 3,
  NVML_ERROR_NOT_FOUND = 6,
  NVML_ERROR_INSUFFICIENT_SIZE = 7,
  NVML_ERROR_DRIVER_NOT_LOADED = 9,
  NVML_ERROR_TIMEOUT = 10,
  NVML_ERROR_GPU_IS_LOST = 15,
  NVML_ERROR_ARGUMENT_VERSION_MISMATCH = 25,
  NVML_ERROR_UNKNOWN = 999
} nvmlReturn_t;

/* Opaque to callers: they only pass the pointers back. */
typedef struct sim_device *nvmlDevice_t;
typedef struct sim_event_set *nvmlEventSet_t;

typedef struct {
  char busIdLegacy[16];
  unsigned int domain;
  unsigned int bus;
  unsigned int device;
  unsigned int pciDeviceId;
  unsigned int pciSubSystemId;
  char busId[32];
} nvmlPciInfo_t;

typedef struct {
  unsigned long long total;
  unsigned long long free;
  unsigned long long used; /* reserved and allocated together */
} nvmlMemory_t;

typedef struct {
  unsigned int version; /* in: NVML_MEMORY_V2 */
  unsigned long long total;
  unsigned long long reserved;
  unsigned long long free;
  unsigned long long used; /* allocated only */
} nvmlMemory_v2_t;

/* Versioned structs carry their size in the low 24 bits and the version in the high 8. */
#define NVML_MEMORY_V2 ((unsigned int)(sizeof(nvmlMemory_v2_t) | (2u << 24)))

typedef struct {
  unsigned int gpu;
  unsigned int memory;
} nvmlUtilization_t;

/* The three generations of a process entry; see process_lists.c for who wrote which. */
typedef struct {
  unsigned int pid;
  unsigned long long usedGpuMemory;
} nvmlProcessInfo_v1_t;

typedef struct {
  unsigned int pid;
  unsigned long long usedGpuMemory;
  unsigned int gpuInstanceId;
  unsigned int computeInstanceId;
} nvmlProcessInfo_v2_t;

typedef struct {
  unsigned int pid;
  unsigned long long usedGpuMemory;
  unsigned int gpuInstanceId;
  unsigned int computeInstanceId;
  unsigned long long usedGpuCcProtectedMemory;
} nvmlProcessInfo_535_t;

typedef struct {
  nvmlDevice_t device;
  unsigned long long eventType;
  unsigned long long eventData; /* the XID, for an XID event */
  unsigned int gpuInstanceId;
  unsigned int computeInstanceId;
} nvmlEventData_t;

/* nvmlValue_t: as long as its longest member. */
typedef union {
  double dVal;
  int siVal;
  unsigned int uiVal;
  unsigned long ulVal;
  unsigned long long ullVal;
  long long sllVal;
  unsigned short usVal;
} nvmlValue_t;

typedef struct {
  unsigned int fieldId; /* in */
  unsigned int scopeId; /* in */
  long long timestamp;  /* microseconds since the epoch */
  long long latencyUsec;
  int valueType;
  nvmlReturn_t nvmlReturn; /* of this field alone */
  nvmlValue_t value;
} nvmlFieldValue_t;

#define NVML_VALUE_TYPE_UNSIGNED_INT 1
#define NVML_FI_DEV_GET_GPU_RECOVERY_ACTION 230

#define NVML_VALUE_NOT_AVAILABLE (~0ull)
#define NVML_NO_INSTANCE 0xFFFFFFFFu
#define NVML_EVENT_XID 0x8ull

#endif
