package org.dubnium.dbus.client;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.dubnium.bus.BusException;
import org.dubnium.bus.ErrorName;
import org.dubnium.bus.StandardError;
import org.dubnium.dbus.contract.ModeError;

/**
 * The mode controller refused, did not answer in time, is not there, or answered what the contract
 * does not allow. The message is the error's text.
 */
public final class ModeControllerException extends Exception {

  private static final long serialVersionUID = 1L;

  /** An error that neither D-Bus nor the contract names. */
  private record OtherError(String errorName) implements ErrorName {}

  private final transient ErrorName error;

  public ModeControllerException(BusException refused) {
    super(refused.text(), refused);
    this.error = find(refused.errorName()).orElseGet(() -> new OtherError(refused.errorName()));
  }

  /** Which error it is: a {@link ModeError}, a {@link StandardError}, or one of another name. */
  public ErrorName error() {
    return error;
  }

  private static Optional<ErrorName> find(String name) {
    return Stream.<ErrorName>concat(
            Arrays.stream(ModeError.values()), Arrays.stream(StandardError.values()))
        .filter(known -> known.errorName().equals(name))
        .findFirst();
  }
}
