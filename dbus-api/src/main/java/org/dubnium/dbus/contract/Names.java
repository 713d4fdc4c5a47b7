package org.dubnium.dbus.contract;

import java.util.Optional;
import org.dubnium.bus.wire.ObjectPath;

/** What things are called on the bus. */
public final class Names {
  public static final String BUS_NAME = "org.dubnium.ModeController";

  public static final String MODE_CONTROLLER = "org.dubnium.ModeController";
  public static final String JOB = "org.dubnium.ModeController.Job";
  public static final String GPU = "org.dubnium.ModeController.Gpu";
  public static final String MODELS = "org.dubnium.ModeController.Models";

  public static final ObjectPath ROOT_PATH = new ObjectPath("/org/dubnium/ModeController");

  /** Value of {@code ApiVersion}. */
  public static final long API_VERSION = 1;

  private static final ObjectPath JOBS = ROOT_PATH.child("job");
  private static final ObjectPath GPUS = ROOT_PATH.child("gpu");

  private Names() {}

  public static ObjectPath job(long id) {
    return JOBS.child(Long.toString(id));
  }

  /** The number of the job at a path; empty for another object. */
  public static Optional<Long> jobId(ObjectPath path) {
    String id = path.isBelow(JOBS) ? path.value().substring(JOBS.value().length() + 1) : "";
    return id.matches("\\d{1,10}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
  }

  /**
   * The object of a GPU.
   *
   * @param uuid as NVML gives it; what a path cannot hold becomes an underscore
   */
  public static ObjectPath gpu(String uuid) {
    return GPUS.child(uuid.replaceAll("[^A-Za-z0-9_]", "_"));
  }
}
