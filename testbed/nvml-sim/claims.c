#define _GNU_SOURCE
#include "claims.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nvml_abi.h"
#include "state.h"

#define MANY_CLAIMS 1024

const char *const sim_kind_names[SIM_KINDS] = {"compute", "graphics", "mps"};

bool sim_start_time(pid_t pid, unsigned long long *ticks) {
  char path[SIM_PATH];
  char text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *stat = fopen(path, "re");
  if (stat == NULL) return false;
  size_t length = fread(text, 1, sizeof text - 1, stat);
  fclose(stat);
  text[length] = '\0';
  /* proc_pid_stat(5): the command name may hold spaces and brackets; fields go on after its last ')'. */
  const char *rest = strrchr(text, ')');
  char state;
  if (rest == NULL ||
      sscanf(rest, ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
             &state, ticks) != 2) {
    return false;
  }
  /* A zombie has closed its device files: the driver has taken its memory back. */
  return state != 'Z' && state != 'X';
}

static bool read_claim(const char *path, unsigned int pid, struct sim_claim *claim) {
  struct sim_properties file;
  unsigned long long claimed, actual;
  char used[SIM_VALUE];
  if (!sim_load(&file, path) || !sim_get_number(&file, "started", &claimed)) return false;
  if (!sim_start_time((pid_t)pid, &actual) || actual != claimed) return false;
  claim->pid = pid;
  if (sim_get(&file, "used", used) && strcmp(used, "unavailable") == 0) {
    claim->used = NVML_VALUE_NOT_AVAILABLE;
    return true;
  }
  return sim_get_number(&file, "used", &claim->used);
}

size_t sim_claims(unsigned int gpu, enum sim_kind kind, struct sim_claim *claims, size_t capacity) {
  char directory[SIM_PATH];
  sim_path(directory, "gpus/%u/processes", gpu);
  DIR *entries = opendir(directory);
  if (entries == NULL) return 0;
  size_t count = 0;
  for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
    char *end;
    unsigned long pid = strtoul(entry->d_name, &end, 10);
    if (end == entry->d_name || *end != '-' || strcmp(end + 1, sim_kind_names[kind]) != 0) continue;
    char path[SIM_PATH];
    struct sim_claim claim;
    sim_path(path, "gpus/%u/processes/%s", gpu, entry->d_name);
    if (!read_claim(path, (unsigned int)pid, &claim)) continue;
    if (count < capacity) claims[count] = claim;
    count++;
  }
  closedir(entries);
  return count;
}

unsigned long long sim_allocated(unsigned int gpu) {
  struct sim_properties properties;
  unsigned long long allocated = 0;
  if (sim_load_gpu(&properties, gpu)) sim_get_number(&properties, "memory_leaked", &allocated);
  for (enum sim_kind kind = SIM_COMPUTE; kind < SIM_KINDS; kind++) {
    struct sim_claim claims[MANY_CLAIMS];
    size_t count = sim_claims(gpu, kind, claims, MANY_CLAIMS);
    for (size_t i = 0; i < count && i < MANY_CLAIMS; i++) {
      if (claims[i].used != NVML_VALUE_NOT_AVAILABLE) allocated += claims[i].used;
    }
  }
  return allocated;
}
