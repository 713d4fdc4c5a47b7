package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.domain.OperationException;

/**
 * A request to RunPod failed. Neither the message nor anything else of it has the key or values of
 * environment variables, and what the server said is one line of bounded length.
 */
public final class RunpodException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The kinds of failures. */
  public enum Kind {
    /** 401: the key is missing, wrong, expired or revoked. */
    UNAUTHORIZED,
    /** 402: the account's balance does not suffice; no other choice of GPU helps. */
    INSUFFICIENT_BALANCE,
    /** 403: the key, or the account, may not do that. */
    FORBIDDEN,
    /** 404: what was named does not exist, or belongs to another account. */
    NOT_FOUND,
    /** 409: the pod's present state does not allow it. */
    CONFLICT,
    /** 400: it breaks a rule, or there is no capacity; the API does not tell which. */
    REJECTED,
    /** 422, or refused before it was sent: the request does not match the contract. */
    INVALID,
    /** 429, or a limit known to be used up: {@link #retryAt} tells when to try again. */
    RATE_LIMITED,
    /** The server cannot be reached, or cannot answer now; nothing was changed. */
    UNAVAILABLE,
    /** A change was asked for, and whether it was made is not known. */
    OUTCOME_UNKNOWN,
    /** The answer to a question cannot be understood. */
    MALFORMED
  }

  private final Kind kind;
  private final String detail;
  private final transient List<String> errors;
  private final transient Optional<Instant> retryAt;

  /** A failure of which nothing more is known; the message begins with "cannot". */
  public RunpodException(Kind kind, String message) {
    this(kind, message, "", List.of(), Optional.empty());
  }

  /**
   * A failure. It names no cause: an exception of the network may quote what a server sent, and one of the
   * parser a secret.
   *
   * @param message begins with "cannot"
   * @param detail the server's own words; empty if it had none
   * @param errors what is wrong with the request, one by one
   * @param retryAt before which the request is not to be sent again; empty if nobody said
   */
  public RunpodException(
      Kind kind,
      String message,
      String detail,
      List<String> errors,
      Optional<Instant> retryAt) {
    super(message);
    this.kind = kind;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.retryAt = retryAt;
  }

  public Kind kind() {
    return kind;
  }

  /** The server's own words; empty if it had none. */
  public String detail() {
    return detail;
  }

  /** What the server found wrong with the request, one by one; empty where the detail says all. */
  public List<String> errors() {
    return errors;
  }

  /** Before which the request is not to be sent again; empty if nobody said. */
  public Optional<Instant> retryAt() {
    return retryAt;
  }

  /** Whether what was asked for may have been done all the same. */
  public boolean mayHaveTakenEffect() {
    return kind == Kind.OUTCOME_UNKNOWN;
  }

  /** The same failure, for whoever asked this service for what failed. */
  public OperationException toOperationException() {
    return new OperationException(
        switch (kind) {
          case NOT_FOUND -> OperationException.Kind.NOT_FOUND;
          case CONFLICT -> OperationException.Kind.CONFLICT;
          case REJECTED, INVALID -> OperationException.Kind.INVALID;
          case UNAUTHORIZED,
              INSUFFICIENT_BALANCE,
              FORBIDDEN,
              RATE_LIMITED,
              UNAVAILABLE,
              OUTCOME_UNKNOWN,
              MALFORMED ->
              OperationException.Kind.UNAVAILABLE;
        },
        String.valueOf(getMessage()),
        this);
  }
}
