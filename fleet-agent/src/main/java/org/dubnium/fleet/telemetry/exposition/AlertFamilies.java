package org.dubnium.fleet.telemetry.exposition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.DeliveryTally;

/** Alert rules, what fires, and whether people are told. */
public final class AlertFamilies {

  private AlertFamilies() {}

  /**
   * Makes them.
   *
   * @param tallies of each channel since this process began
   */
  public static List<Family> of(
      List<AlertRule> rules, List<AlertEvent> firing, List<DeliveryTally> tallies) {
    long enabled = rules.stream().filter(rule -> rule.spec().enabled()).count();
    Family count =
        Family.gauge("dubnium_alert_rules", "Alert rules.")
            .add(Map.of("enabled", "true"), (double) enabled)
            .add(Map.of("enabled", "false"), (double) (rules.size() - enabled));
    Map<Map<String, String>, Integer> byRule = new LinkedHashMap<>();
    for (AlertEvent event : firing) {
      byRule.merge(
          Map.of(
              "rule", event.ruleName(),
              "severity", event.severity().text()),
          1,
          Integer::sum);
    }
    Family fires = Family.gauge("dubnium_alert_firing", "Alerts that fire, by rule.");
    byRule.forEach(fires::add);
    Family all = Family.gauge("dubnium_alerts", "Alerts that fire.").add(firing.size());
    Family told =
        Family.counter(
            "dubnium_alert_deliveries_total",
            "Attempts to tell a channel of an alert: delivered, to be tried again, given up.");
    for (DeliveryTally tally : tallies) {
      told.add(labels(tally, "delivered"), (double) tally.delivered());
      told.add(labels(tally, "retried"), (double) tally.retried());
      told.add(labels(tally, "failed"), (double) tally.failed());
    }
    return List.of(count, all, fires, told);
  }

  private static Map<String, String> labels(DeliveryTally tally, String outcome) {
    return Map.of("channel", tally.channel(), "outcome", outcome);
  }
}
