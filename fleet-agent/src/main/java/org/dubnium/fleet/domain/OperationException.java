package org.dubnium.fleet.domain;

import java.util.List;

/**
 * An operation that was asked for fails, with the reason; each interface tells it in its own form.
 */
public class OperationException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The kinds of failures. */
  public enum Kind {
    /** The request is malformed or out of bounds. */
    INVALID,
    /** The thing that was named does not exist. */
    NOT_FOUND,
    /** This service may not do that. */
    FORBIDDEN,
    /** It conflicts with the present state. */
    CONFLICT,
    /** Whoever asks has as much of it as one may have. */
    TOO_MANY,
    /** Something that it depends on does not respond, or not in time: it may have been done. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final transient List<String> details;

  /** A failure; its message begins with "cannot". */
  public OperationException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.details = List.of();
  }

  /** A failure that something else caused. */
  public OperationException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.details = List.of();
  }

  private OperationException(String message, List<String> details) {
    super(message);
    this.kind = Kind.INVALID;
    this.details = List.copyOf(details);
  }

  /** An invalid request, with everything that is wrong about it. */
  public static OperationException invalid(String message, List<String> details) {
    return new OperationException(message, details);
  }

  public Kind kind() {
    return kind;
  }

  /** What is wrong, one by one; empty where the message says all. */
  public List<String> details() {
    return details;
  }
}
