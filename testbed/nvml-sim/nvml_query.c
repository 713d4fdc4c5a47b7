/*
 * nvml-query LIBRARY: what an NVML library answers, asked through dlopen as the daemon asks it.
 * With --time, the cost of calls from C, to set the daemon's binding against.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "nvml_abi.h"

static void *library;

static void *symbol(const char *name) {
  void *found = dlsym(library, name);
  if (found == NULL) {
    fprintf(stderr, "nvml-query: cannot find %s\n", name);
    exit(1);
  }
  return found;
}

/* POSIX lets dlsym's pointer be a function; ISO C needs this detour. */
#define CALL(type, name) (*(type *)(void *)&(void *){symbol(name)})

typedef nvmlReturn_t (*plain)(void);
typedef nvmlReturn_t (*system_text)(char *, unsigned int);
typedef nvmlReturn_t (*counter)(unsigned int *);
typedef nvmlReturn_t (*handle)(unsigned int, nvmlDevice_t *);
typedef nvmlReturn_t (*device_text)(nvmlDevice_t, char *, unsigned int);
typedef nvmlReturn_t (*device_memory)(nvmlDevice_t, nvmlMemory_t *);
typedef nvmlReturn_t (*process_list)(nvmlDevice_t, unsigned int *, nvmlProcessInfo_v1_t *);

static void require(nvmlReturn_t code, const char *what) {
  if (code == NVML_SUCCESS) return;
  fprintf(stderr, "nvml-query: cannot call %s: NVML error %d\n", what, (int)code);
  exit(1);
}

static void show_processes(nvmlDevice_t device, const char *kind, const char *entry_point) {
  nvmlProcessInfo_v1_t found[1024];
  unsigned int count = 1024;
  require(CALL(process_list, entry_point)(device, &count, found), entry_point);
  for (unsigned int i = 0; i < count; i++) {
    printf("  %s %u %llu\n", kind, found[i].pid, found[i].usedGpuMemory);
  }
}

static void show(void) {
  char text[96];
  unsigned int count;
  require(CALL(system_text, "nvmlSystemGetDriverVersion")(text, sizeof text), "driver version");
  printf("driver %s\n", text);
  require(CALL(counter, "nvmlDeviceGetCount_v2")(&count), "count");
  for (unsigned int index = 0; index < count; index++) {
    nvmlDevice_t device;
    nvmlMemory_t memory;
    require(CALL(handle, "nvmlDeviceGetHandleByIndex_v2")(index, &device), "handle");
    require(CALL(device_text, "nvmlDeviceGetUUID")(device, text, sizeof text), "UUID");
    nvmlReturn_t known = CALL(device_memory, "nvmlDeviceGetMemoryInfo")(device, &memory);
    if (known == NVML_ERROR_NOT_SUPPORTED) {
      printf("gpu %u %s unified memory\n", index, text);
    } else {
      require(known, "memory");
      printf("gpu %u %s used %llu total %llu\n", index, text, memory.used, memory.total);
    }
    show_processes(device, "compute", "nvmlDeviceGetComputeRunningProcesses");
    show_processes(device, "graphics", "nvmlDeviceGetGraphicsRunningProcesses");
    show_processes(device, "mps", "nvmlDeviceGetMPSComputeRunningProcesses");
  }
}

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Before nvmlInit a call returns at once, so what remains is the cost of calling. */
static void show_time(void) {
  enum { CALLS = 10 * 1000 * 1000 };
  counter count_gpus = CALL(counter, "nvmlDeviceGetCount_v2");
  unsigned int count;
  unsigned long long codes = 0;
  double start = nanoseconds();
  for (int i = 0; i < CALLS; i++) codes += count_gpus(&count);
  printf("%.1f ns a call\n", (nanoseconds() - start) / CALLS);
  if (codes != CALLS * (unsigned long long)NVML_ERROR_UNINITIALIZED) exit(1);
}

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3 || (argc == 3 && strcmp(argv[2], "--time") != 0)) {
    fputs("usage: nvml-query LIBRARY [--time]\n", stderr);
    return 2;
  }
  library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "nvml-query: cannot load the library: %s\n", dlerror());
    return 1;
  }
  if (argc == 3) {
    show_time();
    return 0;
  }
  require(CALL(plain, "nvmlInit_v2")(), "nvmlInit_v2");
  show();
  require(CALL(plain, "nvmlShutdown")(), "nvmlShutdown");
  return 0;
}
