/*
 * Events: lines `GPU TYPE DATA` appended to the file events/queue. Each event set reads on from the
 * end that the file had when the set was made, so several listeners see every event, as with the
 * driver, and none that happened before they listened.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "library.h"

struct sim_event_set {
  unsigned long long wanted[SIM_MAX_GPUS];
  long offset;
};

static void queue_path(char path[SIM_PATH]) { sim_path(path, "events/queue"); }

NVML_EXPORT nvmlReturn_t nvmlEventSetCreate(nvmlEventSet_t *set) {
  if (set == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER();
  struct sim_event_set *made = calloc(1, sizeof *made);
  if (made == NULL) return NVML_ERROR_UNKNOWN;
  char path[SIM_PATH];
  struct stat status;
  queue_path(path);
  if (stat(path, &status) == 0) made->offset = (long)status.st_size;
  *set = made;
  return NVML_SUCCESS;
}

NVML_EXPORT nvmlReturn_t nvmlEventSetFree(nvmlEventSet_t set) {
  if (set == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER();
  free(set);
  return NVML_SUCCESS;
}

static nvmlReturn_t supported(const struct sim_properties *gpu, unsigned long long *types) {
  bool known = sim_get_number(gpu, "event_types", types);
  return known ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

NVML_EXPORT nvmlReturn_t nvmlDeviceGetSupportedEventTypes(nvmlDevice_t device,
                                                          unsigned long long *types) {
  struct sim_properties gpu;
  if (types == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  return supported(&gpu, types);
}

NVML_EXPORT nvmlReturn_t nvmlDeviceRegisterEvents(nvmlDevice_t device, unsigned long long types,
                                                  nvmlEventSet_t set) {
  struct sim_properties gpu;
  unsigned long long offered;
  if (set == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  SIM_ENTER_DEVICE(device, &gpu);
  nvmlReturn_t result = supported(&gpu, &offered);
  if (result != NVML_SUCCESS) return result;
  if ((types & ~offered) != 0) return NVML_ERROR_NOT_SUPPORTED;
  set->wanted[device->index] |= types;
  return NVML_SUCCESS;
}

/* Reads on to the next whole line that the set asked for. */
static bool next_event(struct sim_event_set *set, nvmlEventData_t *data) {
  char path[SIM_PATH];
  char line[SIM_VALUE];
  bool found = false;
  queue_path(path);
  FILE *queue = fopen(path, "re");
  if (queue == NULL) return false;
  fseek(queue, 0, SEEK_END);
  if (ftell(queue) < set->offset) set->offset = 0; /* the queue was emptied */
  fseek(queue, set->offset, SEEK_SET);
  while (!found && fgets(line, sizeof line, queue) != NULL) {
    unsigned int gpu;
    unsigned long long type, value;
    set->offset = ftell(queue);
    if (sscanf(line, "%u %llu %llu", &gpu, &type, &value) == 3 && gpu < SIM_MAX_GPUS &&
        (set->wanted[gpu] & type) != 0) {
      *data = (nvmlEventData_t){.device = sim_device(gpu),
                                .eventType = type,
                                .eventData = value,
                                .gpuInstanceId = NVML_NO_INSTANCE,
                                .computeInstanceId = NVML_NO_INSTANCE};
      found = true;
    }
  }
  fclose(queue);
  return found;
}

static long long milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static nvmlReturn_t wait_for_event(const char *entry_point, nvmlEventSet_t set,
                                   nvmlEventData_t *data, unsigned int timeout) {
  if (set == NULL || data == NULL) return NVML_ERROR_INVALID_ARGUMENT;
  nvmlReturn_t entered = sim_enter(entry_point);
  if (entered != NVML_SUCCESS) return entered;
  char directory[SIM_PATH];
  sim_path(directory, "events");
  int watch = sim_watch(directory);
  if (watch < 0) return NVML_ERROR_UNKNOWN;
  long long end = milliseconds_now() + timeout;
  bool found;
  while (!(found = next_event(set, data))) {
    long long left = end - milliseconds_now();
    if (left <= 0) break;
    sim_await_change(watch, (int)left);
  }
  close(watch);
  return found ? NVML_SUCCESS : NVML_ERROR_TIMEOUT;
}

NVML_EXPORT nvmlReturn_t nvmlEventSetWait_v2(nvmlEventSet_t set, nvmlEventData_t *data,
                                             unsigned int timeout) {
  return wait_for_event(__func__, set, data, timeout);
}

/* Before MIG the struct ended with the event's data. */
NVML_EXPORT nvmlReturn_t nvmlEventSetWait(nvmlEventSet_t set, nvmlEventData_t *data,
                                          unsigned int timeout) {
  nvmlEventData_t found;
  nvmlReturn_t result = wait_for_event(__func__, set, data == NULL ? NULL : &found, timeout);
  if (result == NVML_SUCCESS) memcpy(data, &found, offsetof(nvmlEventData_t, gpuInstanceId));
  return result;
}
