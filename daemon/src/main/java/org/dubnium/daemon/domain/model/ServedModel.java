package org.dubnium.daemon.domain.model;

import java.util.List;
import java.util.Optional;

/**
 * What {@code vllm.service} is set to serve.
 *
 * @param model as {@code DUBNIUM_VLLM_MODEL} names it; empty if it names none
 * @param arguments the words of {@code DUBNIUM_VLLM_EXTRA_ARGS}
 * @param bundle empty if the model is not the path of a directory that is there
 */
public record ServedModel(String model, List<String> arguments, Optional<ModelBundle> bundle) {

  public ServedModel {
    arguments = List.copyOf(arguments);
  }

  /** Whether it is to be found in files, and not by its name on a hub. */
  public boolean isPath() {
    return model.startsWith("/");
  }
}
