package org.dubnium.daemon.app;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dubnium.daemon.bus.Reloading;
import org.dubnium.daemon.config.ConfigException;
import org.dubnium.daemon.config.ConfigLoader;
import org.dubnium.daemon.config.Configuration;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.contract.ModeError;

/**
 * The configuration in force. Reloading changes what is judged and planned by; where the kernel's
 * file systems and NVML are, and how often the host is looked at, is read at start only.
 */
final class Settings {

  private final Options options;
  private volatile Configuration inForce;

  Settings(Options options) throws ConfigException {
    this.options = options;
    this.inForce = load();
  }

  Configuration get() {
    return inForce;
  }

  Policy policy() {
    return inForce.policy();
  }

  private Configuration load() throws ConfigException {
    return ConfigLoader.load(options.defaults(), options.config());
  }

  /**
   * @param busy whether a transition runs: it must end by the rules that it began by
   * @param changed told the new configuration once it is in force
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
      inForce = loaded;
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
