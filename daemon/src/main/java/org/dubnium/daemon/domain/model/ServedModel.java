package org.dubnium.daemon.domain.model;

import java.util.List;
import java.util.Optional;

/**
 * What {@code vllm.service} is set to serve.
 *
 * @param model as {@code DUBNIUM_VLLM_MODEL} names it; empty if it names none
 * @param arguments the words of {@code DUBNIUM_VLLM_EXTRA_ARGS}
 * @param bundle empty if the model is not the path of a directory that is there
 * @param stored its name in the model store; empty if it is not of the store
 * @param chosen whether the selection says so, and not the settings of the service alone
 * @param started model that the running server was started with; empty if none runs, or it does not say
 */
public record ServedModel(
    String model,
    List<String> arguments,
    Optional<ModelBundle> bundle,
    Optional<ModelName> stored,
    boolean chosen,
    Optional<String> started) {

  public ServedModel {
    arguments = List.copyOf(arguments);
  }

  /** One that is set by the service's own settings, while no server runs. */
  public ServedModel(String model, List<String> arguments, Optional<ModelBundle> bundle) {
    this(model, arguments, bundle, Optional.empty(), false, Optional.empty());
  }

  /** Whether it is to be found in files, and not by its name on a hub. */
  public boolean isPath() {
    return model.startsWith("/");
  }

  /** What people call it: its name in the store, or else as the settings have it; may be empty. */
  public String label() {
    return stored.map(ModelName::value).orElse(model);
  }

  /** The selection that leads to it; empty if none does. */
  public Optional<ModelName> selection() {
    return chosen ? stored : Optional.empty();
  }

  /** Whether the server that runs was started with something else, and says so. */
  public boolean isAnotherServed() {
    return started.filter(other -> !other.equals(model)).isPresent();
  }
}
