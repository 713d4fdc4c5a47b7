package org.dubnium.daemon.log;

import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the journal says about the repair of one unit, one method a {@link LogEvent}. Every entry
 * belongs to the unit too, so that {@code journalctl -u} shows there who started it, and why.
 */
public final class RepairLog {

  private static final Logger LOG = LoggerFactory.getLogger(RepairLog.class);

  private final ModeName mode;
  private final String remedy;
  private final UnitName unit;

  /**
   * The log of a repair.
   *
   * @param mode whose contract is repaired
   * @param remedy what kind of thing is done to the unit
   */
  public RepairLog(ModeName mode, String remedy, UnitName unit) {
    this.mode = mode;
    this.remedy = remedy;
    this.unit = unit;
  }

  public void begun(int attempt) {
    entry(LogEvent.REPAIR_BEGUN, Level.WARN)
        .addKeyValue(LogField.ATTEMPT, attempt)
        .log("{} wants it: {}, attempt {}", mode, text(), attempt);
  }

  public void done(int attempt) {
    entry(LogEvent.REPAIR_DONE, Level.INFO)
        .addKeyValue(LogField.ATTEMPT, attempt)
        .addKeyValue(LogField.OUTCOME, "done")
        .log("repaired: {}", text());
  }

  /**
   * It was tried in vain.
   *
   * @param outcome {@code failed} or {@code called-off}
   */
  public void failed(int attempt, String outcome, String why) {
    entry(LogEvent.REPAIR_FAILED, Level.WARN)
        .addKeyValue(LogField.ATTEMPT, attempt)
        .addKeyValue(LogField.OUTCOME, outcome)
        .log("not repaired: {}: {}", text(), why);
  }

  public void gaveUp(int attempts, String why) {
    entry(LogEvent.REPAIR_GAVE_UP, Level.ERROR)
        .addKeyValue(LogField.ATTEMPT, attempts)
        .log("gave up after {} attempts: {}: {}", attempts, text(), why);
  }

  public void refused(String why) {
    entry(LogEvent.REPAIR_REFUSED, Level.WARN).log("left alone: {}: {}", text(), why);
  }

  private String text() {
    return remedy + " " + unit;
  }

  private LoggingEventBuilder entry(LogEvent event, Level level) {
    return LOG.atLevel(level)
        .addKeyValue(LogField.MESSAGE_ID, event.messageId())
        .addKeyValue(LogField.MODE, mode)
        .addKeyValue(LogField.STEP, text())
        .addKeyValue(LogField.OBJECT_UNIT, unit);
  }
}
