package org.dubnium.daemon.log;

/** Journal fields that the daemon sets, as keys of slf4j's key-value pairs. */
public final class LogField {

  /** Kind of event, {@link LogEvent#messageId()}. */
  public static final String MESSAGE_ID = "MESSAGE_ID";

  /** The transition's id. */
  public static final String TRANSITION = "DUBNIUM_TRANSITION";

  /** The mode that a transition is to. */
  public static final String MODE = "DUBNIUM_MODE";

  /** A step, as {@code kind subject}. */
  public static final String STEP = "DUBNIUM_STEP";

  /** How often a repair was tried, this one included. */
  public static final String ATTEMPT = "DUBNIUM_ATTEMPT";

  /** How a step, a transition or a repair ended. */
  public static final String OUTCOME = "DUBNIUM_OUTCOME";

  /** Why, for programs. */
  public static final String CODE = "DUBNIUM_CODE";

  /**
   * The unit that an entry is about though another one writes it. {@code journalctl -u} shows such
   * entries if they come from uid 0, also for a glob, which it matches against the values found in
   * the journal (systemd, {@code src/shared/logs-show.c} and {@code src/journal/journalctl-util.c}).
   */
  public static final String OBJECT_UNIT = "OBJECT_SYSTEMD_UNIT";

  /** Number of an entry of the audit log. */
  public static final String AUDIT_SEQUENCE = "DUBNIUM_AUDIT_SEQUENCE";

  /** Hash of that entry, 64 digits in lower-case hexadecimal. */
  public static final String AUDIT_HASH = "DUBNIUM_AUDIT_HASH";

  private LogField() {}
}
