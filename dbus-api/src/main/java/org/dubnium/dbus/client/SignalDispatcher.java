package org.dubnium.dbus.client;

import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.client.Subscription;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.NoticeInfo;
import org.dubnium.dbus.contract.ReasonInfo;
import org.dubnium.dbus.contract.XidInfo;

/** Hands the mode controller's signals to a listener. */
public final class SignalDispatcher {

  private final ModeControllerListener listener;

  private SignalDispatcher(ModeControllerListener listener) {
    this.listener = listener;
  }

  /** From when this returns, the listener is told of everything, until the result is closed. */
  public static Subscription subscribe(BusClient bus, ModeControllerListener listener)
      throws BusException, InterruptedException {
    Subscription signals =
        bus.subscribe(
            MatchRule.from(Names.BUS_NAME).below(Names.ROOT_PATH.value()),
            new SignalDispatcher(listener)::dispatch,
            () -> {
              listener.propertiesChanged();
              listener.modelsChanged();
            });
    Subscription owner =
        bus.watchName(Names.BUS_NAME, now -> listener.ownerChanged(now.isPresent()));
    return () -> {
      signals.close();
      owner.close();
    };
  }

  private void dispatch(Signal signal) {
    Arguments values = signal.arguments();
    Optional<Long> job = Names.jobId(signal.path());
    switch (signal.interfaceName()) {
      case Names.MODE_CONTROLLER -> announced(signal.member(), values);
      case Names.JOB -> {
        if (signal.member().equals("Finished") && job.isPresent()) {
          listener.jobFinished(
              job.get(), values.string(0), ReasonInfo.CODEC.read(values.dict(1)));
        }
      }
      case "org.freedesktop.DBus.Properties" -> {
        if (job.isPresent()) {
          listener.jobChanged(job.get());
        } else if (values.string(0).equals(Names.MODE_CONTROLLER)) {
          listener.propertiesChanged();
        } else if (values.string(0).equals(Names.MODELS)) {
          listener.modelsChanged();
        }
      }
      default -> {}
    }
  }

  private void announced(String member, Arguments values) {
    switch (member) {
      case "JobNew" -> listener.jobNew(values.integer(0), values.string(2));
      case "JobRemoved" ->
          listener.jobRemoved(values.integer(0), values.string(2), values.string(3));
      case "PrepareForTransition" ->
          listener.prepareForTransition(
              values.bool(0),
              values.string(1),
              values.string(2),
              NoticeInfo.CODEC.read(values.dict(3)));
      case "HoldReleased" -> listener.holdReleased(values.integer(0), values.string(1));
      case "GpuEvent" -> {
        if (values.string(1).equals("xid")) {
          listener.gpuError(values.string(0), XidInfo.CODEC.read(values.dict(2)));
        } else {
          listener.gpuChanged(values.string(0), values.string(1));
        }
      }
      default -> {}
    }
  }
}
