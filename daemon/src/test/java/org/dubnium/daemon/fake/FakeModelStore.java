package org.dubnium.daemon.fake;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.StoredModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.Bundles;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ModelStore;

/**
 * The settings name a verified model of eight billion parameters, until a test has something else;
 * the store has what a test puts there.
 */
public final class FakeModelStore implements ModelStore {

  private static final String STORE = "/var/lib/dubnium/models/";

  private final SortedMap<ModelName, StoredModel> stored = new ConcurrentSkipListMap<>();
  private volatile Reading<ServedModel> own = Reading.of(Bundles.eight().served());
  private volatile Optional<ModelName> selection = Optional.empty();
  private volatile Optional<String> started = Optional.empty();
  private volatile Optional<String> fault = Optional.empty();
  private volatile int reads;

  /** What is served while nothing is selected. */
  public void set(Reading<ServedModel> reading) {
    own = reading;
  }

  /** Puts a model into the store, with the files of that bundle. */
  public void add(String name, Bundles bundle) {
    ServedModel model = bundle.served(STORE + name);
    put(name, model, Optional.empty());
  }

  private void put(String name, ServedModel model, Optional<String> problem) {
    ModelName key = new ModelName(name);
    stored.put(
        key,
        new StoredModel(
            key,
            new ServedModel(
                STORE + name,
                model.arguments(),
                model.bundle(),
                Optional.of(key),
                true,
                Optional.empty()),
            Optional.of("LlamaForCausalLM"),
            problem));
  }

  public static String path(String name) {
    return STORE + name;
  }

  /** From now on nothing can be selected or removed. */
  public void breakFor(String why) {
    fault = Optional.of(why);
  }

  public void mend() {
    fault = Optional.empty();
  }

  /** The server is started with what is set now. */
  public void start() {
    started = served() instanceof Reading.Value<ServedModel>(var now)
        ? Optional.of(now.model())
        : Optional.empty();
  }

  public void stop() {
    started = Optional.empty();
  }

  public Optional<ModelName> selection() {
    return selection;
  }

  /** How often it was read. */
  public int reads() {
    return reads;
  }

  @Override
  public synchronized Reading<ServedModel> served() {
    reads++;
    Optional<ServedModel> chosen =
        selection.flatMap(name -> Optional.ofNullable(stored.get(name))).map(StoredModel::selected);
    return chosen
        .map(Reading::of)
        .orElse(own)
        .map(
            model ->
                new ServedModel(
                    model.model(),
                    model.arguments(),
                    model.bundle(),
                    model.stored(),
                    chosen.isPresent(),
                    started));
  }

  @Override
  public Reading<List<StoredModel>> list() {
    return Reading.of(List.copyOf(stored.values()));
  }

  @Override
  public Reading<Optional<StoredModel>> find(ModelName name) {
    return Reading.of(Optional.ofNullable(stored.get(name)));
  }

  @Override
  public void select(Optional<ModelName> name) throws HostException {
    requireWhole();
    selection = name;
  }

  @Override
  public Removed remove(ModelName name) throws HostException {
    requireWhole();
    stored.remove(name);
    return () -> {};
  }

  private void requireWhole() throws HostException {
    if (fault.isPresent()) {
      throw new HostException(fault.get());
    }
  }
}
