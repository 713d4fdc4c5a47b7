package org.dubnium.dbus.contract;

import java.util.List;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.ExportedObject;

/** Connects {@link JobApi} with the bus. */
public final class JobInterface {
  private JobInterface() {}

  public static BusInterface of(JobApi api) {
    return BusInterface.implementing(Contract.of(Names.JOB))
        .method(
            "Cancel",
            call -> {
              api.cancel(call);
              return List.of();
            })
        .properties(JobProperties.CODEC, api::properties)
        .build();
  }

  /** Emits {@code Finished}. */
  public static void emitFinished(ExportedObject job, String outcome, ReasonInfo reason) {
    job.emit(Names.JOB, "Finished", outcome, ReasonInfo.CODEC.write(reason));
  }
}
