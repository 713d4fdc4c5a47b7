package org.dubnium.fleet.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.domain.Secret;

/**
 * How mail is handed over.
 *
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
    NONE(25),
    /** TLS after a greeting in the clear; without it nothing is sent. */
    STARTTLS(587),
    /** TLS from the beginning. */
    TLS(465);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /** The port that is usual for it: RFC 8314, RFC 6409. */
    public int port() {
      return port;
    }
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
