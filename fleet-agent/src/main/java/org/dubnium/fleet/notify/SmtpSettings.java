package org.dubnium.fleet.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How mail is handed over.
 *
 * @param port mostly 587 with STARTTLS, 465 with TLS, 25 without
 * @param login empty for a server that asks for none
 * @param from an address, perhaps with a name
 * @param to addresses; at least one
 * @param deadline of one attempt as a whole
 */
public record SmtpSettings(
    String host,
    int port,
    Security security,
    Optional<Login> login,
    String from,
    List<String> to,
    Duration deadline) {

  /** What protects the connection. */
  public enum Security {
    /** Nothing: for this host's own mail server. */
    NONE,
    /** TLS after a greeting in the clear; without it nothing is sent. */
    STARTTLS,
    /** TLS from the beginning. */
    TLS
  }

  /** Who sends. */
  public record Login(String user, Secret password) {}

  public SmtpSettings {
    to = List.copyOf(to);
    if (to.isEmpty()) {
      throw new IllegalArgumentException("cannot send mail to nobody: name a recipient");
    }
    if (login.isPresent() && security == Security.NONE && !Endpoint.isLoopback(host)) {
      throw new IllegalArgumentException(
          "cannot send a password in the clear to " + host + ": use starttls or tls");
    }
  }
}
