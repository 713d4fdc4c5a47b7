package org.dubnium.fleet.service;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.client.ModelsClient;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.ModelInfo;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.dbus.contract.ModelsProperties;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.model.ServerControl;

/**
 * The models of this host, and the server of one: shown and chosen through the mode controller, which
 * has the last word, put to sleep and woken without it. Safe for use by many threads.
 */
public final class Models {

  /** Deadline of a request for which a person may have to type a password. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Deadline of a question for which the mode controller observes the host. */
  private static final Duration LOOK = Duration.ofSeconds(25);

  private final ModelsClient host;
  private final ServerControl control;
  private final ChangeListener listener;

  public Models(ModelsClient host, ServerControl control, ChangeListener listener) {
    this.host = host;
    this.control = control;
    this.listener = listener;
  }

  /**
   * All that there is.
   *
   * @param selected name of a bundle, or whatever else the server's settings name; empty for nothing
   */
  public record Overview(List<ModelInfo> models, String selected, ModelServerInfo server) {
    public Overview {
      models = List.copyOf(models);
    }
  }

  public Overview overview() throws ModeControllerException, InterruptedException {
    ModelsProperties now = host.properties();
    return new Overview(host.within(LOOK).list(), now.selected().orElse(""), now.server());
  }

  public ModelServerInfo server() throws ModeControllerException, InterruptedException {
    return host.properties().server();
  }

  /** What it takes to serve that model. */
  public ExplainInfo explain(String name, RequestOptions options)
      throws ModeControllerException, InterruptedException {
    return host.within(LOOK).explain(name, options);
  }

  /**
   * Has the host serve that model.
   *
   * @return the number of the job by which the server gets it; empty if none runs, so that it is selected
   */
  public OptionalLong select(String name, RequestOptions options)
      throws ModeControllerException, InterruptedException {
    return host.select(name, options, PATIENCE);
  }

  /**
   * Has the server give back the GPU's memory; returns once it sleeps.
   *
   * @param level 1 keeps the weights in the machine's memory, 2 drops them
   */
  public void sleep(int level) throws OperationException, InterruptedException {
    control.sleep(level);
    listener.modelsChanged();
  }

  /** Returns once the server has answered a request. */
  public void wake() throws OperationException, InterruptedException {
    control.wake();
    listener.modelsChanged();
  }
}
