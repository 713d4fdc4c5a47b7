/* The simulator's state directory, read anew at every call because other processes change it. */
#ifndef SIM_STATE_H
#define SIM_STATE_H

#include <stdbool.h>
#include <stddef.h>

#define SIM_PATH 512
#define SIM_VALUE 128

/* The text of one file of `key=value` lines. */
struct sim_properties {
  char text[4096];
};

/* Writes the path of something below $NVML_SIM_STATE (default /run/nvml-sim). */
void sim_path(char path[SIM_PATH], const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reads a file into `properties`; false if it is not there. */
bool sim_load(struct sim_properties *properties, const char *path);

/* Copies a key's value; false if the key is absent. */
bool sim_get(const struct sim_properties *properties, const char *key, char value[SIM_VALUE]);

/* A key's value as an unsigned number (decimal or 0x); false if absent or not a number. */
bool sim_get_number(const struct sim_properties *properties, const char *key,
                    unsigned long long *number);

/* How many GPUs there are: directories gpus/0, gpus/1 … without a gap. */
unsigned int sim_gpu_count(void);

/* The properties of one GPU. */
bool sim_load_gpu(struct sim_properties *properties, unsigned int gpu);

/* Opens an inotify watch on a directory of the state; -1 if it is not there. */
int sim_watch(const char *path);

/* Waits for a change on a watch, at most `milliseconds` (-1: for ever); false when time is up. */
bool sim_await_change(int watch, int milliseconds);

#endif
