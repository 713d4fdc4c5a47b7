package org.dubnium.dbus.contract;

import java.util.List;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.Call;

/** Connects {@link ModelsApi} with the bus. */
public final class ModelsInterface {

  private ModelsInterface() {}

  public static BusInterface of(ModelsApi api) {
    return BusInterface.implementing(Contract.of(Names.MODELS))
        .read("List", call -> List.of(ModelInfo.CODEC.writeAll(api.list(call))))
        .method("Select", call -> List.of(api.select(call, name(call), options(call))))
        .read(
            "Explain",
            call ->
                List.of(ExplainInfo.CODEC.write(api.explain(call, name(call), options(call)))))
        .method(
            "Remove",
            call -> {
              api.remove(call, name(call));
              return List.of();
            })
        .method(
            "Record",
            call -> {
              api.record(
                  call,
                  name(call),
                  call.arguments().string(1),
                  ModelEventInfo.of(call.arguments().dict(2)));
              return List.of();
            })
        .properties(ModelsProperties.CODEC, api::properties)
        .build();
  }

  private static String name(Call call) {
    return call.arguments().string(0);
  }

  private static RequestOptions options(Call call) throws BusException {
    return RequestOptions.of(call.arguments().dict(1));
  }
}
