package org.dubnium.dbus.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.AuditInfo;
import org.dubnium.dbus.contract.DelegationInfo;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.GpuProperties;
import org.dubnium.dbus.contract.GuardInfo;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.HolderInfo;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.dbus.contract.TelemetryInfo;
import org.dubnium.dbus.contract.TransitionInfo;

/**
 * The mode controller of this host, as anybody may call it; the XML documents each method and its
 * errors. Every call waits for its answer, up to the deadline.
 */
public final class ModeControllerClient {

  /** Gives the connection to the bus. */
  @FunctionalInterface
  public interface Connection {
    BusClient client() throws BusException, InterruptedException;
  }

  private final ContractCalls calls;

  /**
   * Makes one; nobody is called yet.
   *
   * @param deadline of each answer
   */
  public ModeControllerClient(Connection connection, Duration deadline) {
    this(new ContractCalls(connection, deadline, Names.MODE_CONTROLLER));
  }

  private ModeControllerClient(ContractCalls calls) {
    this.calls = calls;
  }

  /** The same, with another deadline of each answer. */
  public ModeControllerClient within(Duration limit) {
    return new ModeControllerClient(calls.within(limit));
  }

  public ModeControllerProperties properties()
      throws ModeControllerException, InterruptedException {
    return calls.properties(Names.ROOT_PATH, Names.MODE_CONTROLLER, ModeControllerProperties.CODEC);
  }

  /** Returns the number of the job. Nobody is asked to authenticate. */
  public long requestMode(String mode, RequestOptions options)
      throws ModeControllerException, InterruptedException {
    return calls.call(request(mode, options), ContractCalls::job);
  }

  /**
   * The same, where somebody may be asked to authenticate.
   *
   * @param patience for the person
   */
  public long requestMode(String mode, RequestOptions options, Duration patience)
      throws ModeControllerException, InterruptedException {
    return calls.call(
        request(mode, options).interactively().within(patience), ContractCalls::job);
  }

  private Request request(String mode, RequestOptions options) {
    return calls.method("RequestMode", "sa{sv}", mode, RequestOptions.CODEC.write(options));
  }

  public ExplainInfo explain(String mode, RequestOptions options)
      throws ModeControllerException, InterruptedException {
    return calls.call(
        calls.method("Explain", "sa{sv}", mode, RequestOptions.CODEC.write(options)),
        ContractCalls.dict(ExplainInfo.CODEC));
  }

  public List<GuardInfo> evaluateGuards(String mode)
      throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("EvaluateGuards", "s", mode), ContractCalls.dicts(GuardInfo.CODEC));
  }

  public Allowed canRequestMode(String mode) throws ModeControllerException, InterruptedException {
    return calls.call(
        calls.method("CanRequestMode", "s", mode),
        answer -> Allowed.WORD.read(Variant.of("s", answer.get(0))));
  }

  public void cancelJob(long id) throws ModeControllerException, InterruptedException {
    calls.run(calls.method("CancelJob", "o", Names.job(id)));
  }

  /** How a job goes; it stays readable until sixteen more have finished. */
  public JobProperties job(long id) throws ModeControllerException, InterruptedException {
    return calls.properties(Names.job(id), Names.JOB, JobProperties.CODEC);
  }

  /** Returns the cookie. */
  public long holdMode(HoldRequest hold) throws ModeControllerException, InterruptedException {
    return calls.call(
        calls.method(
            "HoldMode",
            "sssssa{sv}",
            hold.mode(),
            hold.direction().text(),
            hold.kind().text(),
            hold.who(),
            hold.why(),
            hold.options()),
        answer -> answer.integer(0));
  }

  public void releaseHold(long cookie) throws ModeControllerException, InterruptedException {
    calls.run(calls.method("ReleaseHold", "u", cookie));
  }

  public void refresh() throws ModeControllerException, InterruptedException {
    calls.run(calls.method("Refresh", ""));
  }

  /** Returns one JSON document. */
  public String describe() throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("Describe", ""), answer -> answer.string(0));
  }

  public List<HolderInfo> listGpuHolders() throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("ListGpuHolders", ""), ContractCalls.dicts(HolderInfo.CODEC));
  }

  public List<TelemetryInfo> readTelemetry() throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("ReadTelemetry", ""), ContractCalls.dicts(TelemetryInfo.CODEC));
  }

  /** All GPUs, with what does not change about them and how they were when the host was looked at. */
  public List<GpuProperties> gpus() throws ModeControllerException, InterruptedException {
    return calls.call(
        new Request(
                Names.BUS_NAME,
                Names.ROOT_PATH.value(),
                "org.freedesktop.DBus.ObjectManager",
                "GetManagedObjects")
            .within(calls.deadline()),
        ModeControllerClient::gpus);
  }

  private static List<GpuProperties> gpus(Arguments answer) {
    List<GpuProperties> gpus = new ArrayList<>();
    for (Map<String, Map<String, Variant>> interfaces : answer.objects(0).values()) {
      Optional.ofNullable(interfaces.get(Names.GPU))
          .map(GpuProperties.CODEC::read)
          .ifPresent(gpus::add);
    }
    return gpus;
  }

  public GpuProperties gpu(String uuid) throws ModeControllerException, InterruptedException {
    return calls.properties(Names.gpu(uuid), Names.GPU, GpuProperties.CODEC);
  }

  /** Returns the latest first; {@code limit} 0 means as many as there may be. */
  public List<TransitionInfo> listTransitions(long limit)
      throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("ListTransitions", "u", limit), ContractCalls.dicts(TransitionInfo.CODEC));
  }

  public AuditInfo verifyAudit() throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("VerifyAudit", ""), ContractCalls.dict(AuditInfo.CODEC));
  }

  public void reload() throws ModeControllerException, InterruptedException {
    calls.run(calls.method("Reload", ""));
  }

  /** Returns the ticket, which is a secret. */
  public String createDelegation(String service)
      throws ModeControllerException, InterruptedException {
    return calls.call(
        calls.method("CreateDelegation", "sa{sv}", service, Map.of()), answer -> answer.string(0));
  }

  /** Returns the delegation, which is a secret. */
  public String redeemDelegation(String ticket)
      throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("RedeemDelegation", "s", ticket), answer -> answer.string(0));
  }

  public DelegationInfo useDelegation(String delegation)
      throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("UseDelegation", "s", delegation), ContractCalls.dict(DelegationInfo.CODEC));
  }

  public List<DelegationInfo> listDelegations()
      throws ModeControllerException, InterruptedException {
    return calls.call(calls.method("ListDelegations", ""), ContractCalls.dicts(DelegationInfo.CODEC));
  }

  public void revokeDelegation(String id) throws ModeControllerException, InterruptedException {
    calls.run(calls.method("RevokeDelegation", "s", id));
  }
}
