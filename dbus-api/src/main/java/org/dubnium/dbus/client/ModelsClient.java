package org.dubnium.dbus.client;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.ModelEventInfo;
import org.dubnium.dbus.contract.ModelInfo;
import org.dubnium.dbus.contract.ModelsProperties;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.RequestOptions;

/**
 * The models of this host's mode controller, as anybody may call it; the XML documents each method
 * and its errors. Every call waits for its answer, up to the deadline.
 */
public final class ModelsClient {

  private final ContractCalls calls;

  /**
   * Makes one; nobody is called yet.
   *
   * @param deadline of each answer
   */
  public ModelsClient(ModeControllerClient.Connection connection, Duration deadline) {
    this(new ContractCalls(connection, deadline, Names.MODELS));
  }

  private ModelsClient(ContractCalls calls) {
    this.calls = calls;
  }

  /** The same, with another deadline of each answer. */
  public ModelsClient within(Duration limit) {
    return new ModelsClient(calls.within(limit));
  }

  public ModelsProperties properties() throws ModeControllerException, InterruptedException {
    return calls.properties(Names.ROOT_PATH, Names.MODELS, ModelsProperties.CODEC);
  }

  public List<ModelInfo> list() throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("List", ""), ContractCalls.dicts(ModelInfo.CODEC));
  }

  /**
   * Returns the number of the job; empty if nothing had to be switched, and the model is selected.
   * Nobody is asked to authenticate.
   */
  public OptionalLong select(String name, RequestOptions options)
      throws ModeControllerException, InterruptedException {
    return calls.call(selection(name, options), ModelsClient::job);
  }

  /**
   * The same, where somebody may be asked to authenticate.
   *
   * @param patience for the person
   */
  public OptionalLong select(String name, RequestOptions options, Duration patience)
      throws ModeControllerException, InterruptedException {
    return calls.call(
        selection(name, options).interactively().within(patience), ModelsClient::job);
  }

  private Request selection(String name, RequestOptions options) {
    return calls.method("Select", "sa{sv}", name, RequestOptions.CODEC.write(options));
  }

  private static OptionalLong job(Arguments answer) {
    return answer.path(0).equals(ObjectPath.ROOT)
        ? OptionalLong.empty()
        : OptionalLong.of(ContractCalls.job(answer));
  }

  public ExplainInfo explain(String name, RequestOptions options)
      throws ModeControllerException, InterruptedException {
    return calls.call(
        calls.method("Explain", "sa{sv}", name, RequestOptions.CODEC.write(options)),
        ContractCalls.dict(ExplainInfo.CODEC));
  }

  public void remove(String name) throws ModeControllerException, InterruptedException {
    calls.run(calls.method("Remove", "s", name));
  }

  /** Puts on record what root has done to the store; {@code event} is {@code seeded verified}. */
  public void record(String name, String event, ModelEventInfo details)
      throws ModeControllerException, InterruptedException {
    calls.run(
        calls.method("Record", "ssa{sv}", name, event, ModelEventInfo.CODEC.write(details)));
  }
}
