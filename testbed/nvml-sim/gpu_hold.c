/*
 * gpu-hold: a process that holds memory of a simulated GPU and its device files until it is told to
 * end. README.md lists the options.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "claims.h"
#include "state.h"

#define MANY_DEVICES 16
#define MIB (1024ull * 1024ull)

struct options {
  unsigned int gpu;
  enum sim_kind kind;
  unsigned long long mib;
  const char *devices[MANY_DEVICES];
  int device_count; /* -1: the devices that belong to the kind */
  bool stubborn;
  bool leave_child;
};

static void fail(const char *what, const char *why) {
  fprintf(stderr, "gpu-hold: cannot %s: %s\n", what, why);
  exit(1);
}

static void usage(FILE *stream) {
  fputs("usage: gpu-hold [--gpu N] [--kind compute|graphics|mps] [--memory MIB]\n"
        "                [--device FILE]... [--no-device] [--stubborn] [--leave-child]\n",
        stream);
}

static enum sim_kind parse_kind(const char *name) {
  for (enum sim_kind kind = SIM_COMPUTE; kind < SIM_KINDS; kind++) {
    if (strcmp(sim_kind_names[kind], name) == 0) return kind;
  }
  fail("claim memory", "--kind is compute, graphics or mps");
  return SIM_KINDS;
}

static unsigned long long parse_number(const char *text, const char *option) {
  char *end;
  unsigned long long number = strtoull(text, &end, 10);
  if (*text == '\0' || *end != '\0') fail("read a number", option);
  return number;
}

static struct options parse(int argc, char **argv) {
  enum { GPU = 1, KIND, MEMORY, DEVICE, NO_DEVICE, STUBBORN, LEAVE_CHILD, HELP };
  static const struct option known[] = {{"gpu", required_argument, NULL, GPU},
                                        {"kind", required_argument, NULL, KIND},
                                        {"memory", required_argument, NULL, MEMORY},
                                        {"device", required_argument, NULL, DEVICE},
                                        {"no-device", no_argument, NULL, NO_DEVICE},
                                        {"stubborn", no_argument, NULL, STUBBORN},
                                        {"leave-child", no_argument, NULL, LEAVE_CHILD},
                                        {"help", no_argument, NULL, HELP},
                                        {NULL, 0, NULL, 0}};
  struct options options = {.kind = SIM_COMPUTE, .mib = 256, .device_count = -1};
  for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
    switch (option) {
      case GPU:
        options.gpu = (unsigned int)parse_number(optarg, "--gpu");
        break;
      case KIND:
        options.kind = parse_kind(optarg);
        break;
      case MEMORY:
        options.mib = parse_number(optarg, "--memory");
        break;
      case DEVICE:
        if (options.device_count < 0) options.device_count = 0;
        if (options.device_count == MANY_DEVICES) fail("open devices", "too many --device");
        options.devices[options.device_count++] = optarg;
        break;
      case NO_DEVICE:
        options.device_count = 0;
        break;
      case STUBBORN:
        options.stubborn = true;
        break;
      case LEAVE_CHILD:
        options.leave_child = true;
        break;
      case HELP:
        usage(stdout);
        exit(0);
      default:
        usage(stderr);
        exit(2);
    }
  }
  if (optind < argc) {
    usage(stderr);
    exit(2);
  }
  return options;
}

/* The file stays open, as a CUDA or GL context keeps it, until the process ends. */
static void hold_device(const char *name) {
  char path[SIM_PATH];
  sim_path(path, "dev/%s", name);
  if (open(path, O_RDWR | O_CLOEXEC) < 0) fail(path, strerror(errno));
}

static void hold_devices(const struct options *options) {
  if (options->device_count >= 0) {
    for (int i = 0; i < options->device_count; i++) hold_device(options->devices[i]);
    return;
  }
  char name[SIM_VALUE];
  hold_device("nvidiactl");
  snprintf(name, sizeof name, "nvidia%u", options->gpu);
  hold_device(name);
  if (options->kind == SIM_GRAPHICS) {
    snprintf(name, sizeof name, "dri/card%u", options->gpu);
    hold_device(name);
    snprintf(name, sizeof name, "dri/renderD%u", 128 + options->gpu);
    hold_device(name);
  }
}

static void require_free_memory(const struct options *options) {
  struct sim_properties gpu;
  unsigned long long total, reserved;
  if (!sim_load_gpu(&gpu, options->gpu)) fail("claim memory", "there is no such GPU");
  if (!sim_get_number(&gpu, "memory_total", &total)) return;
  if (!sim_get_number(&gpu, "memory_reserved", &reserved)) reserved = 0;
  unsigned long long used = reserved + sim_allocated(options->gpu);
  unsigned long long left = used < total ? total - used : 0;
  if (options->mib * MIB > left) {
    fprintf(stderr,
            "gpu-hold: cannot claim %llu MiB of GPU %u: out of memory, %llu MiB of %llu MiB free\n",
            options->mib, options->gpu, left / MIB, total / MIB);
    exit(1);
  }
}

/* Written beside and renamed, so that a reader never sees half a claim. */
static void claim(const struct options *options, char path[SIM_PATH]) {
  char draft[SIM_PATH];
  unsigned long long started;
  require_free_memory(options);
  if (!sim_start_time(getpid(), &started)) fail("claim memory", "no own entry in /proc");
  const char *kind = sim_kind_names[options->kind];
  sim_path(path, "gpus/%u/processes/%d-%s", options->gpu, getpid(), kind);
  sim_path(draft, "gpus/%u/processes/.%d-%s", options->gpu, getpid(), kind);
  FILE *file = fopen(draft, "we");
  if (file == NULL) fail(draft, strerror(errno));
  fprintf(file, "used=%llu\nstarted=%llu\n", options->mib * MIB, started);
  if (fclose(file) != 0 || rename(draft, path) != 0) fail(path, strerror(errno));
}

/* sd_notify(3), for a unit of Type=notify. */
static void notify_ready(void) {
  const char *name = getenv("NOTIFY_SOCKET");
  if (name == NULL || *name == '\0') return;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, name, sizeof address.sun_path - 1);
  socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name));
  if (*name == '@') address.sun_path[0] = '\0';
  int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  static const char ready[] = "READY=1";
  if (fd < 0 || sendto(fd, ready, sizeof ready - 1, 0, (struct sockaddr *)&address, length) < 0) {
    fail("notify the service manager", strerror(errno));
  }
  close(fd);
}

static void await_end(bool stubborn) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGHUP);
  int signal;
  do {
    sigwait(&ends, &signal);
    if (stubborn) fprintf(stderr, "gpu-hold: ignoring signal %d\n", signal);
  } while (stubborn);
}

static void block_ends(void) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGHUP);
  sigprocmask(SIG_BLOCK, &ends, NULL);
}

/* Claims, says so on `said` if that is a file descriptor, holds, and releases when told to end. */
static void hold(const struct options *options, int said) {
  char path[SIM_PATH];
  hold_devices(options);
  claim(options, path);
  printf("holding %llu MiB of GPU %u as %s in process %d\n", options->mib, options->gpu,
         sim_kind_names[options->kind], getpid());
  fflush(stdout);
  if (said >= 0) {
    if (write(said, "", 1) != 1) fail("report to the parent", strerror(errno));
    close(said);
  }
  if (said < 0) notify_ready();
  await_end(options->stubborn);
  unlink(path);
}

/* The child holds and outlives this process; --stubborn is the child's, this one ends when told. */
static int hold_in_child(const struct options *options) {
  int said[2];
  if (pipe2(said, O_CLOEXEC) != 0) fail("make a pipe", strerror(errno));
  pid_t child = fork();
  if (child < 0) fail("fork", strerror(errno));
  if (child == 0) {
    close(said[0]);
    hold(options, said[1]);
    return 0;
  }
  close(said[1]);
  char byte;
  if (read(said[0], &byte, 1) != 1) {
    waitpid(child, NULL, 0);
    return 1; /* the child has said why */
  }
  notify_ready();
  await_end(false);
  return 0;
}

int main(int argc, char **argv) {
  struct options options = parse(argc, argv);
  block_ends();
  if (options.leave_child) return hold_in_child(&options);
  hold(&options, -1);
  return 0;
}
