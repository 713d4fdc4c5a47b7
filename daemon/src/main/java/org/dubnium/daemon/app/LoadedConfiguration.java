package org.dubnium.daemon.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dubnium.bus.BusException;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.StartupKeys;
import org.dubnium.daemon.bus.Reloading;
import org.dubnium.daemon.config.ConfigLoader;
import org.dubnium.daemon.config.Configuration;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.dbus.contract.ModeError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration that was loaded last. Reloading changes what is judged and planned by; some keys are read at
 * start only, and a reload says so.
 */
final class LoadedConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(LoadedConfiguration.class);

  private static final StartupKeys<Configuration> READ_AT_START =
      new StartupKeys<>(
          Map.of(
              "hostPaths", Configuration::hostPaths,
              "nvml", Configuration::nvmlLibrary,
              "observation.interval", Configuration::observationInterval,
              "audit.rotateMiB", Configuration::auditRotateBytes,
              "audit.files", Configuration::auditFiles));

  private final Options options;
  private final Configuration atStart;
  private volatile Configuration current;

  LoadedConfiguration(Options options) throws ConfigException {
    this.options = options;
    this.atStart = load();
    this.current = atStart;
  }

  Configuration get() {
    return current;
  }

  Policy policy() {
    return current.policy();
  }

  /** A file of the package's beside the defaults. */
  Path shipped(String name) {
    return options.defaults().resolveSibling(name);
  }

  /** A file of the administrator's beside the configuration. */
  Path local(String name) {
    return options.config().resolveSibling(name);
  }

  private Configuration load() throws ConfigException {
    return ConfigLoader.load(options.defaults(), options.config());
  }

  /**
   * @param busy whether a transition runs: it must end by the rules that it began by
   * @param changed told the new configuration once it is used
   */
  Reloading reloading(AuditLog audit, BooleanSupplier busy, Consumer<Configuration> changed) {
    return caller -> {
      if (busy.getAsBoolean()) {
        throw ModeError.BUSY.because("cannot reload while a transition runs; wait for it");
      }
      Configuration loaded;
      try {
        loaded = load();
      } catch (ConfigException wrong) {
        throw ModeError.CONFIGURATION_INVALID.because(
            "cannot reload; what was in force stays:\n" + String.join("\n", wrong.problems()));
      }
      record(audit, caller);
      List<String> later = READ_AT_START.changed(atStart, loaded);
      if (!later.isEmpty()) {
        LOG.warn(
            "reloaded, but for {}: in force with the next start of the daemon",
            String.join(", ", later));
      }
      current = loaded;
      changed.accept(loaded);
    };
  }

  private static void record(AuditLog audit, Caller caller) throws BusException {
    try {
      audit.append(
          new AuditEntry(
              AuditEvent.CONFIG,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(true),
              Optional.of("reloaded"),
              Optional.of(caller),
              Map.of()));
    } catch (IOException unwritable) {
      throw ModeError.AUDIT_UNAVAILABLE.because(
          "cannot reload what cannot be put on record: " + unwritable.getMessage());
    }
  }
}
