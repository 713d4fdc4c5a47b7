#define _GNU_SOURCE
#include "fault.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "state.h"

static bool hangs(const char *path) {
  struct sim_properties fault;
  unsigned long long hang;
  return sim_load(&fault, path) && sim_get_number(&fault, "hang", &hang) && hang != 0;
}

static void delay(unsigned long long milliseconds) {
  struct timespec left = {.tv_sec = (time_t)(milliseconds / 1000),
                          .tv_nsec = (long)(milliseconds % 1000) * 1000000L};
  while (nanosleep(&left, &left) != 0) {
  }
}

/* Where the machine has no watch to spare, it looks now and again: a hang must not fail to hang. */
static void hang_while_asked(const char *path) {
  char directory[SIM_PATH];
  sim_path(directory, "faults");
  int watch = sim_watch(directory);
  /* The watch comes before the look, so that no removal falls between them. */
  while (hangs(path)) {
    if (watch < 0) {
      delay(20);
    } else {
      sim_await_change(watch, -1);
    }
  }
  if (watch >= 0) close(watch);
}

static nvmlReturn_t apply(const char *name) {
  char path[SIM_PATH];
  struct sim_properties fault;
  unsigned long long number;
  sim_path(path, "faults/%s", name);
  if (!sim_load(&fault, path)) return NVML_SUCCESS;
  if (sim_get_number(&fault, "delay", &number)) delay(number);
  if (sim_get_number(&fault, "hang", &number) && number != 0) hang_while_asked(path);
  return sim_get_number(&fault, "code", &number) ? (nvmlReturn_t)number : NVML_SUCCESS;
}

nvmlReturn_t sim_fault(const char *entry_point, int gpu) {
  nvmlReturn_t code = apply(entry_point);
  if (code == NVML_SUCCESS) code = apply("all");
  if (code != NVML_SUCCESS || gpu < 0) return code;
  char name[SIM_VALUE];
  snprintf(name, sizeof name, "%s@%d", entry_point, gpu);
  code = apply(name);
  if (code != NVML_SUCCESS) return code;
  snprintf(name, sizeof name, "all@%d", gpu);
  return apply(name);
}
