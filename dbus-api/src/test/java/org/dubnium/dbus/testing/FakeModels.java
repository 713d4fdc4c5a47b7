package org.dubnium.dbus.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.GpuFitInfo;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.ModelEventInfo;
import org.dubnium.dbus.contract.ModelInfo;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.dbus.contract.ModelsApi;
import org.dubnium.dbus.contract.ModelsProperties;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.dbus.contract.StepInfo;

/** A store of one model, beside a server that runs unless it is stopped. */
public final class FakeModels implements ModelsApi {
  public static final ModelInfo SMALL =
      new ModelInfo(
          "small",
          "/var/lib/dubnium/models/small",
          1L << 33,
          7,
          true,
          false,
          Optional.of("LlamaForCausalLM"),
          ModelInfo.State.VERIFIED,
          Optional.of(Instant.ofEpochSecond(1_700_000_000L)),
          Optional.empty(),
          Optional.of(new GpuFitInfo(Optional.of("no GPU answers"), Optional.empty())));

  /** What reached this code, past all checks. */
  public final List<String> seen = new CopyOnWriteArrayList<>();

  private volatile String selected = "small";
  private volatile boolean stopped;
  private volatile ModelServerInfo server = ModelServerInfo.OFF;

  /** From now on, nothing has to be switched for a selection. */
  public void stopServer() {
    stopped = true;
  }

  /** From now on, the server is like that. */
  public void serve(ModelServerInfo now) {
    server = now;
  }

  public void selectElsewhere(String model) {
    selected = model;
  }

  @Override
  public List<ModelInfo> list(Call call) {
    return List.of(SMALL);
  }

  @Override
  public ObjectPath select(Call call, String name, RequestOptions options) throws BusException {
    seen.add("Select " + name + " " + options + " " + call.allowsInteraction());
    require(name);
    return stopped ? ObjectPath.ROOT : Names.job(1);
  }

  @Override
  public ExplainInfo explain(Call call, String name, RequestOptions options) throws BusException {
    seen.add("Explain " + name);
    require(name);
    return new ExplainInfo(
        "compute",
        "compute",
        List.of("compute"),
        List.of(
            new StepInfo(1, "select-model", name, Duration.ofSeconds(5), "select-model large")),
        List.of(),
        List.of(),
        SMALL.fit(),
        Duration.ofSeconds(90),
        Allowed.YES,
        List.of());
  }

  @Override
  public void remove(Call call, String name) throws BusException {
    seen.add("Remove " + name);
    require(name);
    throw ModeError.MODEL_IN_USE.because("cannot remove " + name + ": it is selected");
  }

  @Override
  public void record(Call call, String name, String event, ModelEventInfo details) {
    seen.add("Record " + name + " " + event + " " + details);
  }

  @Override
  public ModelsProperties properties() {
    return new ModelsProperties(Optional.of(selected), server);
  }

  private static void require(String name) throws BusException {
    if (!name.equals(SMALL.name())) {
      throw ModeError.NO_SUCH_MODEL.because("cannot find a model " + name);
    }
  }
}
