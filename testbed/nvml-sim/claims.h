/* Claims of processes on GPU memory: files gpus/GPU/processes/PID-KIND. */
#ifndef SIM_CLAIMS_H
#define SIM_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum sim_kind { SIM_COMPUTE, SIM_GRAPHICS, SIM_MPS, SIM_KINDS };

extern const char *const sim_kind_names[SIM_KINDS];

struct sim_claim {
  unsigned int pid;
  unsigned long long used; /* bytes; NVML_VALUE_NOT_AVAILABLE if the claim says `used=unavailable` */
};

/* Start time of a process in clock ticks since boot; false if it is gone or a zombie. */
bool sim_start_time(pid_t pid, unsigned long long *ticks);

/*
 * Fills `claims` with the live claims of one kind on a GPU, up to `capacity`, and returns how many
 * there are in all. A claim lives while its pid runs with the start time that the claim names.
 */
size_t sim_claims(unsigned int gpu, enum sim_kind kind, struct sim_claim *claims, size_t capacity);

/* Bytes that live claims of all kinds hold, and bytes leaked by nobody (property memory_leaked). */
unsigned long long sim_allocated(unsigned int gpu);

#endif
