package org.dubnium.dbus.contract;

import java.util.List;
import org.dubnium.bus.BusException;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.Arguments;

/** Connects {@link ModeControllerApi} and {@link DelegationApi} with the bus. */
public final class ModeControllerInterface {

  /** There are no options yet, so each that is sent is an error. */
  private static final DictCodec<String> NO_OPTIONS = DictCodec.of(fields -> "");

  private ModeControllerInterface() {}

  public static BusInterface of(ModeControllerApi api, DelegationApi delegation) {
    return BusInterface.implementing(Contract.of(Names.MODE_CONTROLLER))
        .method("RequestMode", call -> List.of(api.requestMode(call, mode(call), options(call))))
        .read("Explain", call -> dict(ExplainInfo.CODEC, api.explain(call, mode(call), options(call))))
        .read("EvaluateGuards", call -> dicts(GuardInfo.CODEC, api.evaluateGuards(call, mode(call))))
        .read("CanRequestMode", call -> List.of(api.canRequestMode(call, mode(call)).text()))
        .method("CancelJob", call -> done(() -> api.cancelJob(call, call.arguments().path(0))))
        .method("HoldMode", call -> List.of(api.holdMode(call, hold(call.arguments()))))
        .method(
            "ReleaseHold", call -> done(() -> api.releaseHold(call, call.arguments().integer(0))))
        .read("Refresh", call -> done(() -> api.refresh(call)))
        .read("Describe", call -> List.of(api.describe(call)))
        .read("ListGpuHolders", call -> dicts(HolderInfo.CODEC, api.listGpuHolders(call)))
        .read("ReadTelemetry", call -> dicts(TelemetryInfo.CODEC, api.readTelemetry(call)))
        .read(
            "ListTransitions",
            call -> dicts(TransitionInfo.CODEC, api.listTransitions(call, call.arguments().integer(0))))
        .read("VerifyAudit", call -> dict(AuditInfo.CODEC, api.verifyAudit(call)))
        .method("Reload", call -> done(() -> api.reload(call)))
        .method(
            "CreateDelegation", call -> List.of(delegation.create(call, service(call.arguments()))))
        .method(
            "RedeemDelegation",
            call -> List.of(delegation.redeem(call, call.arguments().string(0))))
        .method(
            "UseDelegation",
            call -> dict(DelegationInfo.CODEC, delegation.use(call, call.arguments().string(0))))
        .read("ListDelegations", call -> dicts(DelegationInfo.CODEC, delegation.list(call)))
        .method(
            "RevokeDelegation",
            call -> done(() -> delegation.revoke(call, call.arguments().string(0))))
        .properties(ModeControllerProperties.CODEC, api::properties)
        .build();
  }

  private static String mode(Call call) {
    return call.arguments().string(0);
  }

  private static RequestOptions options(Call call) throws BusException {
    return RequestOptions.of(call.arguments().dict(1));
  }

  private static String service(Arguments arguments) throws BusException {
    var _ = Options.read(NO_OPTIONS, arguments.dict(1));
    return arguments.string(0);
  }

  private static HoldRequest hold(Arguments arguments) throws BusException {
    return HoldRequest.of(
        arguments.string(0),
        arguments.string(1),
        arguments.string(2),
        arguments.string(3),
        arguments.string(4),
        arguments.dict(5));
  }

  private static <T> List<?> dict(DictCodec<T> codec, T record) {
    return List.of(codec.write(record));
  }

  private static <T> List<?> dicts(DictCodec<T> codec, List<T> records) {
    return List.of(codec.writeAll(records));
  }

  private static List<?> done(Action action) throws BusException, InterruptedException {
    action.run();
    return List.of();
  }

  private interface Action {
    void run() throws BusException, InterruptedException;
  }
}
