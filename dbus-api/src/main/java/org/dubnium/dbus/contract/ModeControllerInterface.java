package org.dubnium.dbus.contract;

import java.util.List;
import java.util.Set;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.Arguments;

/** Connects {@link ModeControllerApi} and {@link DelegationApi} with the bus. */
public final class ModeControllerInterface {
  private ModeControllerInterface() {}

  public static BusInterface of(ModeControllerApi api, DelegationApi delegation) {
    return BusInterface.implementing(Contract.of(Names.MODE_CONTROLLER))
        .method("RequestMode", call -> List.of(api.requestMode(call, mode(call), options(call))))
        .read("Explain", call -> List.of(api.explain(call, mode(call), options(call)).asDict()))
        .read("EvaluateGuards", call -> dicts(api.evaluateGuards(call, mode(call))))
        .read("CanRequestMode", call -> List.of(api.canRequestMode(call, mode(call)).text()))
        .method("CancelJob", call -> done(() -> api.cancelJob(call, call.arguments().path(0))))
        .method("HoldMode", call -> List.of(api.holdMode(call, hold(call.arguments()))))
        .method(
            "ReleaseHold", call -> done(() -> api.releaseHold(call, call.arguments().integer(0))))
        .read("Refresh", call -> done(() -> api.refresh(call)))
        .read("Describe", call -> List.of(api.describe(call)))
        .read("ListGpuHolders", call -> dicts(api.listGpuHolders(call)))
        .read("ReadTelemetry", call -> dicts(api.readTelemetry(call)))
        .read(
            "ListTransitions",
            call -> dicts(api.listTransitions(call, call.arguments().integer(0))))
        .read("VerifyAudit", call -> List.of(api.verifyAudit(call).asDict()))
        .method("Reload", call -> done(() -> api.reload(call)))
        .method(
            "CreateDelegation", call -> List.of(delegation.create(call, service(call.arguments()))))
        .method(
            "RedeemDelegation",
            call -> List.of(delegation.redeem(call, call.arguments().string(0))))
        .method(
            "UseDelegation",
            call -> List.of(delegation.use(call, call.arguments().string(0)).asDict()))
        .read("ListDelegations", call -> dicts(delegation.list(call)))
        .method(
            "RevokeDelegation",
            call -> done(() -> delegation.revoke(call, call.arguments().string(0))))
        .properties(() -> api.properties().byName())
        .build();
  }

  private static String mode(Call call) {
    return call.arguments().string(0);
  }

  private static RequestOptions options(Call call) throws BusException {
    return RequestOptions.of(call.arguments().dict(1));
  }

  /** There are no options yet, so each that is sent is an error. */
  private static String service(Arguments arguments) throws BusException {
    var _ = new Options(arguments.dict(1), Set.of());
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

  private static List<?> dicts(List<? extends AsDict> items) {
    return List.of(AsDict.all(items));
  }

  private static List<?> done(Action action) throws BusException, InterruptedException {
    action.run();
    return List.of();
  }

  private interface Action {
    void run() throws BusException, InterruptedException;
  }
}
