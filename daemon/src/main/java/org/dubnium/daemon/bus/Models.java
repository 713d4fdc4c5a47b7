package org.dubnium.daemon.bus;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.bus.BusException;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.StoredModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.text.Brief;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.guard.GpuFit;
import org.dubnium.daemon.port.ModelStore;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.ModelInfo;
import org.dubnium.dbus.contract.ModelsProperties;

/** What clients may read of the models at any moment. */
final class Models {

  private final ModelStore store;
  private final Engine engine;
  private final Supplier<Policy> policy;
  private final Supplier<ModelServerStatus> server;
  private final SingleFlight<List<ModelInfo>> listed = new SingleFlight<>(this::listNow);
  private volatile Optional<String> selected = Optional.empty();

  Models(
      ModelStore store,
      Engine engine,
      Supplier<Policy> policy,
      Supplier<ModelServerStatus> server) {
    this.store = store;
    this.engine = engine;
    this.policy = policy;
    this.server = server;
  }

  ModelsProperties properties() {
    return new ModelsProperties(selected, ModelWire.server(server.get()));
  }

  /** Looks which model is selected now. */
  void refresh() {
    show(store.served());
  }

  /** Takes over which model is selected; an observation leaves out that of a server that takes no part. */
  void observed(Reading<ServedModel> seen) {
    show(seen.isAvailable() ? seen : store.served());
  }

  private void show(Reading<ServedModel> seen) {
    selected =
        seen instanceof Reading.Value<ServedModel>(ServedModel served)
            ? Optional.of(Brief.line(served.label())).filter(text -> !text.isEmpty())
            : Optional.empty();
  }

  /** All models; callers who ask while they are read share the next reading. */
  List<ModelInfo> list() throws BusException, InterruptedException {
    return listed.get();
  }

  private List<ModelInfo> listNow() throws BusException {
    HostSnapshot seen = engine.current().orElseGet(engine::refresh);
    Reading<ServedModel> served = store.served();
    return read(store.list()).stream().map(model -> info(model, served, seen)).toList();
  }

  private ModelInfo info(StoredModel model, Reading<ServedModel> served, HostSnapshot seen) {
    return ModelWire.info(
        model, served, GpuFit.of(model.selected(), seen.observation(), policy.get()));
  }

  /** One model of the store, or {@code NoSuchModel}. */
  StoredModel find(String name) throws BusException {
    Optional<StoredModel> found =
        ModelName.isValid(name) ? read(store.find(new ModelName(name))) : Optional.empty();
    return found.orElseThrow(
        () ->
            ModeError.NO_SUCH_MODEL.because(
                "cannot find that model in the store; see: mode model list"));
  }

  /** What the server is set to serve. */
  ServedModel served() throws BusException {
    return read(store.served());
  }

  private static <T> T read(Reading<T> reading) throws BusException {
    return switch (reading) {
      case Reading.Value<T>(T value) -> value;
      case Reading.Unavailable<T>(String why) -> throw ModeError.OBSERVATION_UNAVAILABLE.because(why);
    };
  }
}
