package org.dubnium.daemon.bus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.daemon.engine.TransitionJob;
import org.dubnium.dbus.contract.JobInterface;
import org.dubnium.dbus.contract.Names;

/** The job objects. The last finished ones stay, so that a slow client still learns its result. */
final class Jobs {

  /** Finished jobs that stay readable. */
  private static final int KEPT = 16;

  private record Exported(JobObject object, ExportedObject onBus) {}

  private final BusServer server;
  private final Map<ObjectPath, Exported> byPath = new HashMap<>();
  private final Deque<ObjectPath> finished = new ArrayDeque<>();

  Jobs(BusServer server) {
    this.server = server;
  }

  static ObjectPath path(TransitionJob job) {
    return Names.job(job.number());
  }

  synchronized void add(TransitionJob job, JobObject object) {
    byPath.put(path(job), new Exported(object, server.export(path(job), JobInterface.of(object))));
  }

  synchronized Optional<JobObject> find(ObjectPath path) {
    return Optional.ofNullable(byPath.get(path)).map(Exported::object);
  }

  synchronized void changed(TransitionJob job) {
    onBus(job).ifPresent(ExportedObject::announce);
  }

  synchronized void finish(TransitionJob job) {
    onBus(job)
        .ifPresent(
            onBus -> {
              onBus.announce();
              JobInterface.emitFinished(
                  onBus,
                  job.end().join().outcome().text(),
                  JobObject.reason(job.view()));
            });
    finished.add(path(job));
    while (finished.size() > KEPT) {
      Exported oldest = byPath.remove(finished.remove());
      if (oldest != null) {
        oldest.onBus().close();
      }
    }
  }

  private Optional<ExportedObject> onBus(TransitionJob job) {
    return Optional.ofNullable(byPath.get(path(job))).map(Exported::onBus);
  }
}
