package org.dubnium.dbus.contract;

import java.util.List;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.server.BusInterface;
import org.dubnium.dbus.server.Call;
import org.dubnium.dbus.wire.Arguments;

/** Connects {@link ModeControllerApi} with the bus. */
public final class ModeControllerInterface {
  private ModeControllerInterface() {}

  public static BusInterface of(ModeControllerApi api) {
    return BusInterface.implementing(Contract.of(Names.MODE_CONTROLLER))
        .method("RequestMode", call -> List.of(api.requestMode(call, mode(call), options(call))))
        .method("Explain", call -> List.of(api.explain(call, mode(call), options(call)).asDict()))
        .method("EvaluateGuards", call -> dicts(api.evaluateGuards(call, mode(call))))
        .method("CanRequestMode", call -> List.of(api.canRequestMode(call, mode(call)).text()))
        .method("CancelJob", call -> done(() -> api.cancelJob(call, call.arguments().path(0))))
        .method("HoldMode", call -> List.of(api.holdMode(call, hold(call.arguments()))))
        .method(
            "ReleaseHold", call -> done(() -> api.releaseHold(call, call.arguments().integer(0))))
        .method("Refresh", call -> done(() -> api.refresh(call)))
        .method("Describe", call -> List.of(api.describe(call)))
        .method("ListGpuHolders", call -> dicts(api.listGpuHolders(call)))
        .method("ReadTelemetry", call -> dicts(api.readTelemetry(call)))
        .method(
            "ListTransitions",
            call -> dicts(api.listTransitions(call, call.arguments().integer(0))))
        .method("VerifyAudit", call -> List.of(api.verifyAudit(call).asDict()))
        .method("Reload", call -> done(() -> api.reload(call)))
        .properties(() -> api.properties().byName())
        .build();
  }

  private static String mode(Call call) {
    return call.arguments().string(0);
  }

  private static RequestOptions options(Call call) throws BusException {
    return RequestOptions.of(call.arguments().dict(1));
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
