package org.dubnium.daemon.domain.server;

import java.util.Locale;

/** What a vLLM server does between its start and its first answer, in vLLM's order. */
public enum LoadPhase {
  START("starting"),
  CONFIG("reading the configuration"),
  ENGINE_SPAWN("starting the engine"),
  DISTRIBUTED("connecting the GPUs"),
  DOWNLOAD("fetching the weights"),
  LOAD_WEIGHTS("loading weights"),
  LOAD_DRAFTER("loading the drafter"),
  COMPILE("compiling"),
  PROFILE("measuring memory"),
  KV_CACHE("reserving the KV cache"),
  WARMUP("warming up"),
  CUDA_GRAPHS("capturing CUDA graphs"),
  ENGINE_READY("engine ready"),
  HTTP_START("opening the port"),
  READY("answering");

  private final String words;

  LoadPhase(String words) {
    this.words = words;
  }

  /** For programs, such as {@code load-weights}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people, such as "loading weights". */
  public String words() {
    return words;
  }

  public boolean isBefore(LoadPhase other) {
    return compareTo(other) < 0;
  }
}
