#define _GNU_SOURCE
#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

void sim_path(char path[SIM_PATH], const char *format, ...) {
  const char *root = getenv("NVML_SIM_STATE");
  if (root == NULL || *root == '\0') root = "/run/nvml-sim";
  int used = snprintf(path, SIM_PATH, "%s/", root);
  if (used < 0 || used >= SIM_PATH) {
    path[0] = '\0'; /* opens as ENOENT: a root of that length holds no state */
    return;
  }
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(path + used, (size_t)(SIM_PATH - used), format, arguments);
  va_end(arguments);
}

bool sim_load(struct sim_properties *properties, const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  size_t length = 0;
  ssize_t got;
  while ((got = read(fd, properties->text + length, sizeof properties->text - 1 - length)) > 0) {
    length += (size_t)got;
  }
  close(fd);
  properties->text[length] = '\0';
  return got >= 0;
}

bool sim_get(const struct sim_properties *properties, const char *key, char value[SIM_VALUE]) {
  size_t key_length = strlen(key);
  const char *line = properties->text;
  while (*line != '\0') {
    size_t length = strcspn(line, "\n");
    if (length > key_length && strncmp(line, key, key_length) == 0 && line[key_length] == '=') {
      snprintf(value, SIM_VALUE, "%.*s", (int)(length - key_length - 1), line + key_length + 1);
      return true;
    }
    line += length + (line[length] == '\n');
  }
  return false;
}

bool sim_get_number(const struct sim_properties *properties, const char *key,
                    unsigned long long *number) {
  char value[SIM_VALUE];
  if (!sim_get(properties, key, value) || *value == '\0') return false;
  char *end;
  *number = strtoull(value, &end, 0);
  return *end == '\0';
}

unsigned int sim_gpu_count(void) {
  char path[SIM_PATH];
  struct stat status;
  unsigned int count = 0;
  for (;; count++) {
    sim_path(path, "gpus/%u", count);
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) return count;
  }
}

bool sim_load_gpu(struct sim_properties *properties, unsigned int gpu) {
  char path[SIM_PATH];
  sim_path(path, "gpus/%u/properties", gpu);
  return sim_load(properties, path);
}

int sim_watch(const char *path) {
  int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (watch < 0) return -1;
  unsigned int changes = IN_CREATE | IN_DELETE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO;
  if (inotify_add_watch(watch, path, changes | IN_DELETE_SELF) < 0) {
    close(watch);
    return -1;
  }
  return watch;
}

bool sim_await_change(int watch, int milliseconds) {
  struct pollfd wanted = {.fd = watch, .events = POLLIN};
  int ready;
  do {
    ready = poll(&wanted, 1, milliseconds);
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) return false;
  char drained[4096];
  while (read(watch, drained, sizeof drained) > 0) {
  }
  return true;
}
